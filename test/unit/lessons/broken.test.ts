import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCurriculum } from '../../../src/lessons/curriculum.ts'
import { readProse } from '../../../src/lessons/prose.ts'
import { readGoalLine } from '../../../src/lessons/read-goal.ts'
import { readLesson } from '../../../src/lessons/read-lesson.ts'
import { parseQuestion } from '../../../src/world/parse.ts'
import { GOOD, ID, MARKDOWN, read, withFiles } from './folders.ts'
import { GOALS_FILE, TEXT_FILE, problemsOf, lineOf, goals, text, replaced } from './faults.ts'

test('a good lesson has no fault', () => {
  const { lesson, problems } = read(GOOD)
  expect(problems).toEqual([])
  expect(lesson).toMatchObject({
    id: ID,
    code: 'T1',
    title: 'Guests',
    about: 'Who may come in.',
    minutes: 5,
    needs: [],
    world: 'shop world',
    view: 'graph',
    question: { from: 'shop/web', to: 'shop/api', port: 8080 },
    par: { documents: 1, lines: 4 },
  })
  expect(lesson!.start.map(({ name }) => name)).toEqual(['guests', 'lock', 'shop world'])
  expect(lesson!.solution.map(({ name }) => name)).toEqual(['guests', 'lock', 'shop world'])
  expect(lesson!.goals.map(({ say, texts }) => [say, texts])).toEqual([
    [null, ['allow shop/web -> shop/api:8080']],
    ['Nobody else comes in', ['deny shop/cache -> shop/api', 'deny dev/web -> shop/api']],
  ])
  expect(lesson!.nearMisses.map(({ name, misses, hint }) => [name, misses, hint])).toEqual([
    ['everybody', [2], 2],
    ['nobody', [1], 1],
  ])
  expect([lesson!.hints.length, lesson!.decoys.length, lesson!.forReal.length]).toEqual([3, 1, 1])
})

test('the world takes out what the lesson names, and new tabs stand before it', () => {
  const { lesson, problems } = read(
    withFiles({
      ...goals('world: shop', 'world: shop\nwithout: [Deployment shop/cache, Service shop/api]'),
      [`${ID}/solution/more.yaml`]: '# more\n',
    }),
  )
  expect(problems).toEqual([])
  expect(lesson!.start.at(-1)!.text).not.toMatch(/name: cache|kind: Service/)
  expect(lesson!.solution.map(({ name }) => name)).toEqual(['guests', 'lock', 'more', 'shop world'])
})

describe('a fault of lesson.md is said with its line', () => {
  const at = (line: number, message: string) => `${TEXT_FILE}:${line} ${message}`
  const HINTS = lineOf(MARKDOWN, '1. Look')
  test.each([
    [
      'a link leads nowhere',
      text('and nobody else', 'and [nobody](shop/nobody) else'),
      at(6, 'the link "shop/nobody" leads nowhere'),
    ],
    [
      'a lesson that is linked is unknown',
      text('and nobody else', 'as in [T9](lesson:T9)'),
      at(6, 'the link "lesson:T9" leads nowhere'),
    ],
    [
      'a question that is linked has no answer',
      text('and nobody else', '[try](<shop/gone -> shop/api:80>)'),
      at(6, 'the link "shop/gone -> shop/api:80" leads nowhere'),
    ],
    ['there are two hints', text('3. Write `app: web`.\n', ''), at(HINTS, '"Hints" is a numbered list of 3')],
    [
      'hints have no numbers',
      text('1. Look at `lock`.\n2. Name a peer.\n3. Write', '- Look at `lock`.\n- Name a peer.\n- Write'),
      at(HINTS, '"Hints" is a numbered list of 3'),
    ],
    [
      'hints are a paragraph',
      text('1. Look at `lock`.\n2. Name a peer.\n3. Write', 'Look and write'),
      at(HINTS, '"Hints" is a numbered list of 3'),
    ],
    [
      'a section is unknown',
      text('## Learned', '## Learnt\nWhat.\n\n## Learned'),
      at(lineOf(MARKDOWN, '## Learned'), 'no section is called "Learnt"; there are Hints, For real, Learned'),
    ],
    ['a section is missing', text('## Learned\nA guest is named.\n', ''), at(1, 'the section "Learned" is missing')],
    [
      'a section is empty',
      text('A guest is named.\n', ''),
      at(lineOf(MARKDOWN, 'A guest'), 'the section "Learned" is missing'),
    ],
    ['there is no text', text('Let `shop/web` in, and nobody else.\n', ''), at(6, 'the lesson has no text')],
    [
      'what was learned are two paragraphs',
      text('A guest is named.', 'A guest.\n\nIs named.'),
      at(lineOf(MARKDOWN, 'A guest'), '"Learned" is one paragraph'),
    ],
    ['there is HTML', text('Name a peer.', 'Name a <i>peer.'), at(HINTS, 'raw HTML is not allowed')],
    [
      'there is another heading',
      text('and nobody else.', 'and nobody else.\n\n### More'),
      at(8, 'Markdown of type "heading" is not for lessons'),
    ],
    ['the title is missing', text('title: Guests\n', ''), at(2, '"title" is missing')],
    ['the title is a number', text('title: Guests', 'title: 404'), at(2, '"title" must be a text')],
    ['the minutes are none', text('minutes: 5', 'minutes: five'), at(4, '"minutes" must be a whole number above zero')],
    [
      'the minutes are not whole',
      text('minutes: 5', 'minutes: 0.5'),
      at(4, '"minutes" must be a whole number above zero'),
    ],
    [
      'a field of the head is unknown',
      text('about: Who', 'subject: x\nabout: Who'),
      at(3, 'no field is called "subject"; there are title, about, minutes'),
    ],
    [
      'a head is no mapping',
      text('title: Guests\nabout: Who may come in.\nminutes: 5', '- a'),
      at(2, 'this must be a mapping of fields'),
    ],
    [
      'there is no head',
      { [TEXT_FILE]: 'Text.\n' },
      at(1, 'a lesson begins with its title, about and minutes between two lines of ---'),
    ],
    [
      'it is empty',
      { [TEXT_FILE]: '' },
      at(1, 'a lesson begins with its title, about and minutes between two lines of ---'),
    ],
  ] as const)('%s', (_, change, problem) => expect(problemsOf(change)).toEqual([problem]))

  test('the head is no YAML', () => {
    expect(read(withFiles(text('about: Who may come in.', 'about: "Who'))).problems[0]).toMatchObject({
      file: TEXT_FILE,
      message: expect.stringMatching(/./) as string,
    })
  })
})

describe('a fault of the curriculum is said with its line', () => {
  const FILE = 'curriculum.yaml'
  const curriculum = (from: string, to: string) => ({ [FILE]: replaced(GOOD[FILE]!, from, to) })
  test.each([
    ['it is missing', { [FILE]: undefined }, `${FILE}:1 this must be a mapping of fields`],
    [
      'a field is unknown',
      { [FILE]: `${GOOD[FILE]!}more: 1\n` },
      `${FILE}:9 no field is called "more"; there are tracks`,
    ],
    [
      'a field of a track is unknown',
      curriculum('    group: Tests', '    group: Tests\n    icon: x'),
      `${FILE}:7 no field is called "icon"; there are id, letter, title, about, group, puzzles, lessons`,
    ],
    ['a track has no title', curriculum('    title: Track\n', ''), `${FILE}:2 "title" is missing`],
    [
      'a lesson has no folder',
      curriculum('      - lesson\n', '      - lesson\n      - { id: later, needs: [a CNI switch] }\n'),
      `${FILE}:9 there is no track/later/lesson.md`,
    ],
    [
      'a lesson is a number',
      curriculum('      - lesson\n', '      - lesson\n      - 5\n'),
      `${FILE}:9 each entry of "lessons" must be a mapping`,
    ],
    [
      'needs are no texts',
      curriculum('      - lesson\n', '      - { id: lesson, needs: [1] }\n'),
      `${FILE}:8 "needs" must be a list of texts`,
    ],
  ] as const)('%s', (_, change, problem) =>
    expect(
      readCurriculum(withFiles(change)).problems.map(({ file, line, message }) => `${file}:${line} ${message}`),
    ).toEqual([problem]),
  )

  test('a lesson that it does not list has nothing to show', () => {
    expect(read(GOOD, 'track/other').lesson).toBeNull()
    expect(read(GOOD, '__proto__').lesson).toBeNull()
    expect(read({}).lesson).toBeNull()
  })
  test('a lesson without a folder takes its place all the same', () => {
    const { tracks } = readCurriculum(
      withFiles(curriculum('      - lesson\n', '      - later\n      - { id: lesson, needs: a mesh }\n')),
    )
    expect(tracks[0]!.lessons).toMatchObject([{ id: ID, code: 'T2', needs: ['a mesh'] }])
  })
})

describe('whatever the files hold', () => {
  const runs = { numRuns: 60 }
  const paths = Object.keys(GOOD)
  const piece = fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ' - ',
      '"',
      '\n',
      '---',
      '\n## ',
      '```',
      '<b>',
      '](',
      '%',
      '->',
      '*',
      '&a ',
      '*a',
      '!!str ',
      '\t',
      '\u0000',
      '\r\n',
      '\ufeff',
      '|\n',
      '__proto__: 1\n',
      'null',
      '[]',
      '{}',
      '0',
      '> ',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  const edit = fc.tuple(fc.nat(2000), fc.nat(60), piece)

  test('reading a lesson does not throw, and faults stand on lines of files', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.array(edit, { minLength: 1, maxLength: 4 }), (path, edits) => {
        const text = edits.reduce(
          (now, [at, length, put]) =>
            `${now.slice(0, at % (now.length + 1))}${put}${now.slice((at % (now.length + 1)) + length)}`,
          GOOD[path]!,
        )
        const { problems } = read({ ...GOOD, [path]: text })
        for (const { file, line, message } of problems) {
          expect(paths.concat(GOALS_FILE)).toContain(file)
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual((file === path ? text : GOOD[file]!).split('\n').length)
          expect(message).not.toBe('')
        }
      }),
      runs,
    )
  })

  test('any values in the fields of goals.yaml do not throw', () => {
    const value = fc.oneof(
      fc.constantFrom(null, true, 0, -1, 1e21, '', 'a', 'shop', 'allow a -> b', 'decoys', '{', '%zz', '[a](%zz)'),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const field = fc.constantFrom(
      'world',
      'without',
      'tabs',
      'question',
      'view',
      'goals',
      'hidden',
      'wrong',
      'say',
      'check',
      'hint',
      'add',
      'name',
      'misses',
      '__proto__',
      'constructor',
    )
    const record = fc.dictionary(
      field,
      fc.oneof(value, fc.array(fc.oneof(value, fc.dictionary(field, value, { maxKeys: 4 })), { maxLength: 3 })),
      { maxKeys: 6 },
    )
    fc.assert(
      fc.property(record, (data) => {
        read(withFiles({ [GOALS_FILE]: JSON.stringify(data) }))
      }),
      runs,
    )
  })

  test('any text is a curriculum, a goal, a section or not, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
        ),
        (any) => {
          readCurriculum({ 'curriculum.yaml': any })
          readProse({ name: '', line: 1, text: any }, () => null)
          for (const start of ['', 'allow ', 'predict ', 'select ', 'event trace ', 'count ', 'exposed == '])
            expect(readGoalLine(start + any, parseQuestion)).toHaveProperty('ok')
        },
      ),
      { numRuns: 200 },
    )
  })

  test.each([
    ...'*_[]`<>&-#|~!\\( \n\ta1.:{}"\'?%',
    '**a',
    'a*',
    '_a ',
    '> ',
    '- ',
    '* + ',
    '1. ',
    '](',
    '[a](',
    '](<',
    '[a](<b->c>)',
    '<a ',
    '<!--',
    '||\n',
    '```\n',
    '- a\n',
    '-> ',
    '{a, ',
    ' at ',
    '= ',
    '&lt;',
    'a/b ',
  ])('a long text of %j is read in no time', (part) => {
    const long = part.repeat(Math.ceil(50_000 / part.length))
    const fits = part.repeat(Math.floor(4_900 / part.length))
    const line = part.repeat(Math.floor(1_900 / part.length))
    const started = performance.now()
    for (const any of [long, fits]) {
      readProse({ name: '', line: 1, text: any }, () => null)
      readCurriculum({ 'curriculum.yaml': any })
    }
    for (const any of [long, line])
      for (const start of [
        '',
        'allow a',
        'deny a -> ',
        'predict ',
        'predict a -> b',
        'select ',
        'select ingress == ',
        'endpoints svc:a',
        'exposed ==',
        'count a',
        'none a',
        'pods ',
        'exists A',
        'event trace ',
      ]) {
        readGoalLine(start + any, parseQuestion)
        readGoalLine(`${start}${any}!`, parseQuestion)
      }
    const curriculum = readCurriculum(GOOD)
    for (const path of [TEXT_FILE, GOALS_FILE])
      for (const any of [long, GOOD[path]! + long]) readLesson(ID, { ...GOOD, [path]: any }, curriculum)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
