import { expect, test } from 'vitest'
import { calledService } from '../../../../src/app/panels/terminal/called-service.ts'

const service = (name: string, namespace: string, ...ports: readonly [protocol: 'TCP' | 'UDP', port: number][]) =>
  ({
    name,
    namespace,
    ports: ports.map(([protocol, port]) => ({ name: '', protocol, port })),
  }) as unknown as Parameters<typeof calledService>[0][number]
const DNS = service('dns', 'kube-system', ['UDP', 53], ['TCP', 53])

test('a Service of an app on a usual port is called first', () => {
  expect(
    calledService([DNS, service('db', 'shop', ['TCP', 5432]), service('web', 'shop', ['TCP', 9090], ['TCP', 80])]),
  ).toEqual({ name: 'web', namespace: 'shop', port: 80 })
  expect(calledService([DNS, service('db', 'shop', ['TCP', 5432])])).toEqual({
    name: 'db',
    namespace: 'shop',
    port: 5432,
  })
})
test('else one of the cluster, and nobody where there is none that speaks TCP', () => {
  expect(calledService([DNS])).toEqual({ name: 'dns', namespace: 'kube-system', port: 53 })
  expect(calledService([service('syslog', 'ops', ['UDP', 514])])).toBeNull()
  expect(calledService([])).toBeNull()
})
