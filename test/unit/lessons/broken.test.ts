import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCurriculum } from '../../../src/lessons/curriculum.ts'
import { readProse } from '../../../src/lessons/prose.ts'
import { readGoalLine } from '../../../src/lessons/read-goal.ts'
import { readLesson } from '../../../src/lessons/read-lesson.ts'
import { parseQuestion } from '../../../src/world/parse.ts'
import { GOALS, GOOD, ID, MARKDOWN, read, withFiles } from './folders.ts'

const GOALS_FILE = `${ID}/goals.yaml`
const TEXT_FILE = `${ID}/lesson.md`
const problemsOf = (change: Parameters<typeof withFiles>[0]) =>
  read(withFiles(change)).problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
/** The line of a text on which something stands, from 1. */
const lineOf = (text: string, what: string) => text.slice(0, text.indexOf(what)).split('\n').length

/** The goals or the text with one piece replaced. */
const goals = (from: string, to: string) => ({ [GOALS_FILE]: replaced(GOALS, from, to) })
const text = (from: string, to: string) => ({ [TEXT_FILE]: replaced(MARKDOWN, from, to) })
function replaced(whole: string, from: string, to: string): string {
  if (!whole.includes(from)) throw new Error(`there is no ${from}`)
  return whole.replace(from, () => to)
}

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
