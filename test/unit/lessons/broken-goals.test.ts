import { describe, expect, test } from 'vitest'
import { GOALS, ID, MARKDOWN, read, withFiles } from './folders.ts'
import { GOALS_FILE, TEXT_FILE, problemsOf, lineOf, goals } from './faults.ts'

describe('a fault of goals.yaml is said with its line', () => {
  const at = (line: number, message: string) => `${GOALS_FILE}:${line} ${message}`
  const MISSES = lineOf(GOALS, 'misses: [2]')
  const SAY = lineOf(GOALS, 'say: Everybody')
  test.each([
    ['it is missing', { [GOALS_FILE]: undefined }, at(1, 'this file is missing')],
    ['it is empty', { [GOALS_FILE]: '' }, at(1, 'this must be a mapping of fields')],
    ['it is a list', { [GOALS_FILE]: '- a\n' }, at(1, 'this must be a mapping of fields')],
    [
      'a near miss misses a goal that there is not',
      goals('misses: [2]', 'misses: [9]'),
      at(MISSES, '"misses" names a goal that there is not'),
    ],
    ['it holds two documents', { [GOALS_FILE]: `${GOALS}---\na: b\n` }, at(1, 'more than one YAML document')],
    [
      'it names a field twice',
      goals('view: graph', 'view: graph\nview: table'),
      at(lineOf(GOALS, 'view') + 1, 'duplicate-key'),
    ],
    [
      'a field is unknown',
      goals('view: graph', 'veiw: graph'),
      at(
        lineOf(GOALS, 'view'),
        'no field is called "veiw"; there are world, without, tabs, cni, assertions, solved, question, view, attack, goals, hidden, wrong',
      ),
    ],
    [
      'a field of a goal is unknown',
      goals('    check:\n', '    chekc: x\n    check:\n'),
      at(lineOf(GOALS, '    check:'), 'no field is called "chekc"; there are say, business, check, at-least'),
    ],
    ['the world is unknown', goals('world: shop', 'world: mall'), at(1, 'there is no worlds/mall.yaml')],
    ['the world is no text', goals('world: shop', 'world: 5'), at(1, '"world" must be a text')],
    [
      'the world lacks what is taken out',
      goals('tabs:', 'without: [Deployment shop/gone]\ntabs:'),
      at(2, 'the world has no Deployment shop/gone'),
    ],
    ['a tab is unknown', goals('[guests, lock]', '[guests, clock]'), at(2, 'there is no start/clock.yaml')],
    ['tabs are numbers', goals('[guests, lock]', '[1, 2]'), at(2, '"tabs" must be a list of texts')],
    [
      'the question is none',
      goals('question: shop/web -> shop/api:8080', 'question: shop/web'),
      at(3, 'the question cannot be read'),
    ],
    [
      'the view is none',
      goals('view: graph', 'view: map'),
      at(4, 'there is no view "map"; there are graph, matrix, walk, table, nodes, architecture, cnis'),
    ],
    [
      'goals are no list',
      goals(GOALS.slice(GOALS.indexOf('goals:'), GOALS.indexOf('hidden:')), 'goals: many\n'),
      at(5, '"goals" must be a list'),
    ],
    [
      'there are no goals',
      goals(GOALS.slice(GOALS.indexOf('goals:'), GOALS.indexOf('hidden:')), ''),
      at(1, 'a lesson has goals'),
    ],
    [
      'a goal is a number',
      goals('  - allow shop/web -> shop/api:8080', '  - 5'),
      at(6, 'each entry of "goals" must be a mapping'),
    ],
    [
      'a goal cannot be read',
      goals('allow shop/web -> shop/api:8080', 'permit shop/web -> shop/api'),
      at(6, 'permit shop/web -> shop/api: no goal begins with "permit"'),
    ],
    [
      'a line of a goal cannot be read',
      goals('deny dev/web -> shop/api', 'deny dev/web'),
      at(lineOf(GOALS, 'deny dev/web'), 'deny dev/web: write: deny source -> destination:port'),
    ],
    [
      'a goal has no line',
      goals('    check:\n      - deny shop/cache -> shop/api\n      - deny dev/web -> shop/api\n', ''),
      at(7, '"check" is missing'),
    ],
    [
      'a similar cluster adds nothing',
      goals(GOALS.slice(GOALS.indexOf('    add:'), GOALS.indexOf('    check: deny')), ''),
      at(lineOf(GOALS, '- hint:'), '"add" is missing'),
    ],
    [
      'a similar cluster has no hint',
      goals('- hint: Another pod may come.\n    add', '- add'),
      at(lineOf(GOALS, '- hint:'), '"hint" is missing'),
    ],
    [
      'a wrong answer misses something odd',
      goals('misses: [2]', 'misses: [two]'),
      at(MISSES, '"misses" must be a list of goals, by number, or decoys'),
    ],
    [
      'a wrong answer does not say what it misses',
      goals('    misses: [2]\n', ''),
      at(MISSES - 1, '"misses" must be a list of goals, by number, or decoys'),
    ],
    [
      'a wrong answer has no hint',
      goals('hint: 2', 'hint: two'),
      at(lineOf(GOALS, 'hint: 2'), '"hint" must be a whole number above zero'),
    ],
    ['a wrong answer has a fourth hint', goals('hint: 2', 'hint: 4'), at(lineOf(GOALS, 'hint: 2'), '"hint" is 1 to 3')],
    [
      'what is said leads nowhere',
      goals('Everybody comes in.', '"[All](shop/gone) come in."'),
      at(SAY, 'the link "shop/gone" leads nowhere'),
    ],
    [
      'what is said has a tag',
      goals('Everybody comes in.', 'Everybody <b>comes in.'),
      at(SAY, 'raw HTML is not allowed'),
    ],
    [
      'a wrong answer has no file',
      { [`${ID}/wrong/everybody.yaml`]: undefined },
      at(MISSES - 1, 'there is no wrong/everybody.yaml'),
    ],
    [
      'a file of a wrong answer is not listed',
      { [`${ID}/wrong/other.yaml`]: '' },
      at(lineOf(GOALS, 'wrong:'), 'goals.yaml does not list wrong/other'),
    ],
    [
      'a folder of a wrong answer is not listed',
      { [`${ID}/wrong/other/guests.yaml`]: '' },
      at(lineOf(GOALS, 'wrong:'), 'goals.yaml does not list wrong/other'),
    ],
  ] as const)('%s', (_, change, problem) => expect(problemsOf(change)).toEqual([problem]))

  test('it is no YAML', () => {
    const { lesson, problems } = read(withFiles(goals('  - allow', '  - [allow')))
    expect(lesson).toBeNull()
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ file: GOALS_FILE, message: expect.stringMatching(/./) as string })
    expect(problems[0]!.line).toBeGreaterThanOrEqual(6)
  })

  test('a lesson has no tab of its own', () => {
    const { problems } = read(
      withFiles({
        ...goals('tabs: [guests, lock]\n', ''),
        [`${ID}/start/guests.yaml`]: undefined,
        [`${ID}/start/lock.yaml`]: undefined,
      }),
    )
    expect(problems).toContainEqual({ file: GOALS_FILE, line: 1, message: 'there is no start/*.yaml' })
  })

  test('several are said at once, in one look', () => {
    expect(
      problemsOf({
        [GOALS_FILE]: GOALS.replace('view: graph', 'veiw: graph')
          .replace('tabs: [guests, lock]', 'tabs: 5')
          .replace('misses: [2]', 'misses: 2'),
        [TEXT_FILE]: MARKDOWN.replace('minutes: 5', 'minutes: 0'),
      }),
    ).toHaveLength(4)
  })
})
