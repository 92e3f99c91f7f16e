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
