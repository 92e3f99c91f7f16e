import { describe, expect, test } from 'vitest'
import { newcomersText, newcomerText } from '../../src/app/text/newcomer.ts'
import { endpointName } from '../../src/app/text/endpoint.ts'
import { portSetsText } from '../../src/app/text/ports.ts'
import { openWorld, type Exposure } from '../../src/world/index.ts'
import { fields, list, text, texts, yamlFiles } from './yaml-file.ts'

for (const { path, value } of yamlFiles('test/fixtures/exposure')) {
  const file = fields(value, path, { required: ['about', 'cluster', 'cases'] })
  describe(text(file['about'], path), () => {
    for (const item of list(file['cases'], path)) {
      const each = fields(item, path, { required: ['name', 'source', 'policies', 'exposure'] })
      test(text(each['name'], path), () => {
        const world = openWorld({
          documents: [
            { name: 'cluster', text: text(file['cluster'], path) },
            { name: 'policies', text: text(each['policies'], path) },
          ],
        })
        expect(world.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
        const ofTheCluster = world.exposure().filter(({ workload }) => workload === 'shop/api')
        expect(ofTheCluster.map(lineOf)).toEqual(texts(each['exposure'], path))
      })
    }
  })
}

/** `any pod in shop -> shop/api TCP 80 except any pod in dev` */
function lineOf({ workload, direction, newcomers, except, ...sets }: Exposure): string {
  const ends = [newcomerText(newcomers), endpointName(workload)]
  return `${(direction === 'ingress' ? ends : ends.reverse()).join(' -> ')} ${portSetsText(sets)}${except.length === 0 ? '' : ` except ${newcomersText(except)}`}`
}
