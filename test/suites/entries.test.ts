import { describe, expect, test } from 'vitest'
import { diagnosticLine } from '../../src/app/text/diagnostic.ts'
import type { Entry } from '../../src/model/entries/entry.ts'
import { openWorld, type World } from '../../src/world/index.ts'
import { fields, list, text, yamlFiles } from './yaml-file.ts'

/** One entry on one line, with everything that it holds. */
function line({ kind, namespace, name, through, hosts, paths, isNarrowed, service, port }: Entry): string {
  return [
    `${kind} ${namespace}/${name}${through.length > 0 ? ` through ${through.join(' and ')}` : ''}`,
    hosts.length > 0 ? hosts.join(' and ') : 'any host',
    paths.length > 0 ? paths.map(({ type, value }) => `${type} ${value}`).join(' and ') : 'any path',
    ...(isNarrowed ? ['narrowed'] : []),
    `to ${service.namespace.name}/${service.name}:${port.port}`,
  ].join(', ')
}

/** What is said about the manifest itself. */
function remarks({ diagnostics }: World): readonly object[] {
  return diagnostics
    .filter(({ span, code }) => span?.document === 'manifest' && code !== 'namespace-implied')
    .map((diagnostic) => ({ line: diagnostic.span!.start.line, text: diagnosticLine(diagnostic) }))
}

for (const { path, value } of yamlFiles('test/fixtures/entries')) {
  const fixture = fields(value, path, { required: ['about', 'source', 'world', 'cases'] })
  const world = text(fixture.world, `${path}: world`)
  describe(text(fixture.about, `${path}: about`), () => {
    for (const item of list(fixture.cases, `${path}: cases`)) {
      const row = fields(item, path, {
        required: ['name', 'manifest', 'entries'],
        optional: ['source', 'more', 'says'],
      })
      test(text(row.name, path), () => {
        const documents = [
          { name: 'world', text: world },
          { name: 'manifest', text: text(row.manifest, path) },
          ...(row.more === undefined ? [] : [{ name: 'more', text: text(row.more, path) }]),
        ]
        const opened = openWorld({ documents })
        expect(opened.cluster.entries.map(line)).toEqual(row.entries)
        expect(remarks(opened)).toEqual(row.says ?? [])
        expect(opened.notEvaluated).toEqual([])
        // They are data about the cluster, and nothing else.
        expect(opened.matrix().cells).toEqual(openWorld({ documents: documents.slice(0, 1) }).matrix().cells)
      })
    }
  })
}

test('what may be so is a note, and what is not a warning', () => {
  const route = (name: string, spec: string) =>
    `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n`
  const text = [
    route('a', '{parentRefs: [{name: away}], rules: [{backendRefs: [{name: gone, port: 80}]}]}'),
    route('b', '{parentRefs: [{name: away}], rules: [{backendRefs: [{name: web, namespace: other, port: 80}]}]}'),
    route('c', '{parentRefs: [{name: gate}]}'),
    'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: gate, namespace: shop}\nspec: {gatewayClassName: x, listeners: [{name: a, port: 1, protocol: TCP}]}\n',
  ].join('---\n')
  const { diagnostics } = openWorld({ documents: [{ name: 'manifest', text }] })
  expect(
    diagnostics.flatMap((each) =>
      each.code === 'entry-backend' || each.code === 'route-parent'
        ? [`${each.subject?.name} ${each.why} ${each.severity}`]
        : [],
    ),
  ).toEqual(['a unknown note', 'a no-service warning', 'b unknown note', 'b not-granted warning', 'c listener warning'])
})
