import { expect, it } from 'vitest'
import { lessonAddress, LESSONS_ADDRESS, PLAY_ADDRESS, readRoute } from '../../../../src/app/state/route.ts'

it.each([
  ['', { to: 'play' }], ['#', { to: 'play' }], ['#/', { to: 'play' }], [PLAY_ADDRESS, { to: 'play' }], ['#/lessons', { to: 'lessons' }], [LESSONS_ADDRESS, { to: 'lessons' }],
  ['#/lesson/network-policy/and-not-or', { to: 'lesson', id: 'network-policy/and-not-or', link: null }], [lessonAddress('a/b'), { to: 'lesson', id: 'a/b', link: null }],
  ['#/lesson/a/b/', { to: 'lesson', id: 'a/b', link: null }], ['#/lesson/a/b/v1.xyz_-', { to: 'lesson', id: 'a/b', link: 'v1.xyz_-' }], ['#/lesson/a/b/c/d', { to: 'lesson', id: 'a/b', link: 'c/d' }],
  ['#/made/v1.abc', { to: 'made', link: 'v1.abc' }], ['#/workshop', { to: 'workshop', place: '' }], ['#/workshop/talk/lead/2026-11-27T09:30Z', { to: 'workshop', place: 'talk/lead/2026-11-27T09:30Z' }],
  ['#v1.abc', { to: 'work', link: '#v1.abc' }], ['#v23.abc', { to: 'work', link: '#v23.abc' }], ['#v1.', { to: 'work', link: '#v1.' }],
])('%j leads to a page', (fragment, route) => expect(readRoute(fragment)).toEqual(route))

it.each(['#editor', '#picture', '#/lesson', '#/lesson/', '#/lesson/a', '#/lesson/a/', '#/lesson//b', '#/lesson/A/b', '#/lesson/../b', '#/lesson/a/b?c', '#/lessons/', '#/lessons/a', '#v.abc', '#vx', '/lessons', 'v1.abc', '#/made', '#/made/', '#/workshop/', '#/workshops'])('%j changes nothing', (fragment) => expect(readRoute(fragment)).toBeNull())
