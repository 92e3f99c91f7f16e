import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { COMMANDS, runCommand, type ReadPath } from '../../../src/cli/run.ts'
import { failure, success } from '../../../src/ground/result.ts'

const pod = (name: string, port: number) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: ${port}}]}]}
---
`
const policy = (spec: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: ${spec}
`
const NETASSERT = (exitCode: number) => `- name: web & db
  type: k8s
  targetPort: 5432
  exitCode: ${exitCode}
  src: {k8sResource: {kind: pod, name: web, namespace: shop}}
  dst: {k8sResource: {kind: pod, name: db, namespace: shop}}
`
const FILES: Readonly<Record<string, string>> = {
  'shop.yaml': `${pod('web', 80)}${pod('api', 8080)}${pod('db', 5432)}`,
  'db.yaml': policy(
    '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}}], ports: [{port: 5432}]}]}',
  ),
  'both.yaml': `${pod('web', 80)}${pod('api', 8080)}${pod('db', 5432)}${policy('{podSelector: {matchLabels: {app: db}}}')}`,
  'broken.yaml': policy('{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 300.0.0.0/8}}]}]}'),
  'idle.yaml': policy('{podSelector: {matchLabels: {app: dbb}}}'),
  'good.txt': '# what we want\nallow shop/api -> shop/db:5432\ndeny shop/web -> shop/db:5432\n',
  'bad.txt': 'allow shop/web -> shop/db:5432\ndeny shop/ghost -> shop/db:5432\n',
  'garbled.txt': 'allow shop/web -> shop/db:5432\nperhaps\n',
  'closed.netassert.yaml': NETASSERT(1),
  'open.netassert.yaml': NETASSERT(0),
  'refused.netassert.yaml': NETASSERT(1).replace('5432', '0'),
  'none.txt': '# nothing\n',
  'unread.yaml': 'a: [\n',
  '-': `${pod('web', 80)}${pod('api', 8080)}${pod('db', 5432)}`,
}
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'empty/': [],
  'all/': ['shop.yaml', 'db.yaml', 'closed.netassert.yaml'],
}
const read: ReadPath = (path) =>
  FOLDERS[path]
    ? success(FOLDERS[path].map((name) => ({ name, text: FILES[name]! })))
    : Object.hasOwn(FILES, path)
      ? success([{ name: path, text: FILES[path]! }])
      : failure(`${path}: no such file or folder`)
const run = (line: string) =>
  runCommand(
    line.split(' ').map((word) => word.replaceAll('_', ' ')),
    read,
  )

describe('check', () => {
  test('ends with 0 when all assertions hold', () => {
    expect(run('check -a good.txt shop.yaml db.yaml')).toEqual({
      out: 'ok    allow shop/api -> shop/db:5432\nok    deny shop/web -> shop/db:5432\n2 of 2 hold\n',
      err: '',
      exitCode: 0,
    })
  })

  test('ends with 1 when one does not, and says why', () => {
    const { out, exitCode } = run('check --assert=bad.txt shop.yaml db.yaml')
    expect(out).toMatch(
      /^FAIL {2}allow shop\/web -> shop\/db:5432\n {6}Denied at shop\/db, on the way in\..*app=web.*\nFAIL {2}deny shop\/ghost -> shop\/db:5432\n.*\n0 of 2 hold\n$/,
    )
    expect(exitCode).toBe(1)
  })

  test('reads netassert files too', () => {
    expect(run('check -a closed.netassert.yaml shop.yaml db.yaml')).toMatchObject({
      out: 'ok    web & db: deny shop/web -> shop/db:5432\n1 of 1 hold\n',
      exitCode: 0,
    })
    expect(run('check -a open.netassert.yaml shop.yaml db.yaml').exitCode).toBe(1)
  })

  test('prints TAP', () => {
    expect(run('check -f tap -a good.txt -a open.netassert.yaml shop.yaml db.yaml').out).toMatch(
      /^TAP version 14\n1\.\.3\nok 1 - allow shop\/api -> shop\/db:5432\nok 2 - .*\nnot ok 3 - web & db: allow .*\n {2}---\n {2}message: "Denied .*"\n {2}\.\.\.\n$/,
    )
  })

  test('prints JUnit with a suite for each file', () => {
    const { out } = run('check -f junit -a good.txt -a open.netassert.yaml shop.yaml db.yaml')
    expect(out).toContain('<testsuites name="reachable" tests="3" failures="1">')
    expect(out).toContain('<testsuite name="good.txt" tests="2" failures="0" errors="0">')
    expect(out).toContain(
      '<testcase classname="open.netassert.yaml" name="web &amp; db: allow shop/web -&gt; shop/db:5432">\n      <failure message="Denied',
    )
  })

  test.each([
    [
      'a manifest that the API server refuses',
      'check -a good.txt shop.yaml broken.yaml',
      /^broken\.yaml:4:\d+: error: .*300\.0\.0\.0\/8/,
    ],
    ['a file that is not there', 'check -a good.txt gone.yaml', /^reachable: gone\.yaml: no such file or folder/],
    ['a line that is no assertion', 'check -a garbled.txt shop.yaml', /^garbled\.txt:2: no assertion: perhaps/],
    [
      'tests that netassert refuses',
      'check -a refused.netassert.yaml shop.yaml',
      /^refused\.netassert\.yaml: failed to unmarshal tests: targetPort out of range: 0/,
    ],
    ['nothing asserted', 'check -a none.txt shop.yaml', /^nothing is asserted/],
    ['no assertions', 'check shop.yaml', /^reachable: check needs --assert FILE/],
    ['no manifests', 'check -a good.txt', /^reachable: write: reachable check/],
    ['another format', 'check -f csv -a good.txt shop.yaml', /^reachable: -f is one of text, tap, junit/],
    ['another plugin', 'check --cni weave -a good.txt shop.yaml', /^reachable: --cni is one of reference, flannel/],
    ['an unknown option', 'check --colour shop.yaml', /^reachable: no such option: --colour/],
    ['an unknown command', 'prove shop.yaml', /^reachable: no such command: prove/],
    ['an unknown short option', 'check -x shop.yaml', /^reachable: no such option: -x/],
    ['an option without its file', 'check shop.yaml -a', /^reachable: -a needs a file/],
    ['a folder without manifests', 'check -a good.txt empty/', /^reachable: empty\/: no YAML or JSON files in it/],
    [
      'one standard input for two',
      'check -a - -',
      /^reachable: - stands twice, and the standard input can be read only once/,
    ],
    ['two sides from one standard input', 'diff - -', /^reachable: - stands twice/],
    ['a mode that the plugin has not', 'list --cni calico:geneve shop.yaml', /^reachable: calico has the modes ipip, /],
    ['assertions where none are read', 'lint -a good.txt shop.yaml', /^reachable: lint takes no -a/],
    [
      'strictness where it means nothing',
      'check --strict -a good.txt shop.yaml',
      /^reachable: check takes no --strict/,
    ],
    [
      'JSON where there is none',
      'convert --json -a good.txt shop.yaml',
      /^reachable: convert takes no --json; --format is one of netassert, netassert-v1, lines/,
    ],
    [
      'manifests to convert for that are refused',
      'convert -a good.txt shop.yaml broken.yaml',
      /^broken\.yaml:4:\d+: error: /,
    ],
    [
      'a text that cannot be read, with no word about a picture',
      'check -a good.txt unread.yaml',
      /^unread\.yaml:\d+:\d+: error: error parsing YAML: [^.]*$/,
    ],
  ])('ends with 2 over %s', (_, line, err) => {
    const result = run(line)
    expect(result.exitCode).toBe(2)
    expect(result.err).toMatch(err)
  })

  test.each([
    'check -agood.txt shop.yaml db.yaml',
    'check -a=good.txt shop.yaml db.yaml',
    'check -a good.txt -- shop.yaml db.yaml',
    'check -a good.txt - db.yaml',
    'check shop.yaml -ftext --assert=good.txt db.yaml',
  ])('may be written %s', (line) =>
    expect(run(line)).toMatchObject({ exitCode: 0, out: expect.stringContaining('2 of 2 hold') }),
  )

  test('behind -- nothing is an option', () => {
    expect(run('check -a good.txt -- shop.yaml --help').err).toMatch(/^reachable: --help: no such file or folder/)
  })

  test('passes by the tests that lie among the manifests', () => {
    expect(run('check -a closed.netassert.yaml all/')).toMatchObject({ exitCode: 0, err: '' })
    expect(run('check -a good.txt all/').exitCode).toBe(2)
  })

  test('prints JSON', () => {
    const { out, exitCode } = run('check --json -a good.txt -a open.netassert.yaml shop.yaml db.yaml')
    expect(JSON.parse(out)).toMatchObject([
      { file: 'good.txt', name: 'allow shop/api -> shop/db:5432', held: true },
      { held: true },
      { file: 'open.netassert.yaml', held: false, why: expect.stringMatching(/^Denied/) },
    ])
    expect(exitCode).toBe(1)
  })

  test('judges under the network plugin that is named', () => {
    expect(run('check -a good.txt shop.yaml db.yaml --cni calico:vxlan').exitCode).toBe(0)
    // Flannel enforces nothing.
    expect(run('check -a good.txt shop.yaml db.yaml --cni flannel').exitCode).toBe(1)
  })
})

test('ask tells why, and ends with the verdict', () => {
  expect(run('ask shop/api_->_shop/db:5432 shop.yaml db.yaml')).toMatchObject({ exitCode: 0, err: '' })
  const denied = run('ask shop/web_->_shop/db:5432 shop.yaml db.yaml')
  expect([denied.exitCode, denied.out.split('\n')[0]]).toEqual([1, 'shop/web -> shop/db:5432'])
  expect(run('ask nonsense shop.yaml').exitCode).toBe(2)
  expect(run('ask shop/ghost_->_shop/db:5432 shop.yaml')).toMatchObject({ exitCode: 2, out: '' })
})

test('list prints every pair, in any format', () => {
  expect(run('list shop.yaml db.yaml').out).toContain('shop/api → shop/db: TCP 5432\n')
  expect(run('list -f csv shop.yaml db.yaml').out).toMatch(/shop\/api,shop\/db,/)
  expect(JSON.parse(run('list -f json shop.yaml db.yaml').out)).toBeTruthy()
})

test('diff ends with 1 when something differs, on any port', () => {
  expect(run('diff shop.yaml shop.yaml')).toEqual({ out: '', err: '', exitCode: 0 })
  const { out, exitCode } = run('diff shop.yaml both.yaml')
  expect(out).toContain('− shop/web → shop/db: nothing (was all)\n')
  expect(exitCode).toBe(1)
  expect(run('diff shop.yaml')).toMatchObject({ exitCode: 2 })
})

test('lint names file, line and column; warnings count when asked to', () => {
  expect(run('lint shop.yaml idle.yaml')).toMatchObject({ exitCode: 0 })
  expect(run('lint shop.yaml idle.yaml').out).toMatch(/^idle\.yaml:4:\d+: warning: .*app=db/)
  expect(run('lint --strict shop.yaml idle.yaml').exitCode).toBe(1)
  expect(run('lint shop.yaml broken.yaml').exitCode).toBe(1)
})

test('mutate names what nobody would notice, and what would', () => {
  const { out, exitCode } = run('mutate -a closed.netassert.yaml shop.yaml db.yaml')
  expect(out).toMatch(
    /db\.yaml:4: not noticed: shop\/db: a rule taken away\n {2}would be noticed by: allow shop\/api -> shop\/db:5432\n/,
  )
  expect(out).toMatch(/\n3 of 5 noticed\./)
  expect(exitCode).toBe(1)
})

test('convert writes tests for netassert, of either version, and says what does not fit in', () => {
  const { out, exitCode } = run('convert -a good.txt shop.yaml')
  expect(out).toMatch(
    /^- name: shop-api-to-shop-db-5432\n {2}type: k8s\n[^]*- name: shop-web-not-to-shop-db-5432\n[^]*exitCode: 1\n/,
  )
  expect(exitCode).toBe(0)
  expect(run('convert -f netassert-v1 -a good.txt shop.yaml')).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('left out: allow shop/api -> shop/db:5432: the first version'),
  })
  expect(run('convert -f lines -a open.netassert.yaml shop.yaml')).toEqual({
    out: 'allow shop/web -> shop/db:5432\n',
    err: '',
    exitCode: 0,
  })
})

test('the help of one command has its own options only', () => {
  for (const line of ['check --help', 'help check', 'check -h shop.yaml']) {
    const { out, exitCode } = run(line)
    expect(exitCode).toBe(0)
    expect(out).toMatch(
      /^reachable check --assert FILE MANIFESTS…\n[^]*--assert, -a FILE[^]*--format, -f NAME {3}text, tap, junit, json\n[^]*--cni NAME/,
    )
    expect(out).not.toContain('--strict')
  }
  expect(run('lint --help').out).toContain('--strict')
  expect(run('help prove')).toMatchObject({ exitCode: 2, err: expect.stringContaining('no such command: prove') })
})

test('the version is that of the package', () => {
  expect(run('--version')).toEqual({
    out: `reachable ${(JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version}\n`,
    err: '',
    exitCode: 0,
  })
})

test('the help names every command', () => {
  const { out, exitCode } = run('--help')
  expect(exitCode).toBe(0)
  for (const { usage } of COMMANDS) expect(out).toContain(`reachable ${usage}`)
})
