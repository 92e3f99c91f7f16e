import { printScalar } from '../../../manifests/print-yaml.ts'
import type { K8sResource, NetassertTest } from './test.ts'

/** A file that the tool reads as these tests: every field is written out, results are not. Names must differ. */
export function writeTests(tests: readonly NetassertTest[]): string {
  return tests.length === 0 ? '[]\n' : `${tests.map(writeTest).join('\n')}\n`
}

function writeTest({
  name,
  type,
  protocol,
  targetPort,
  timeoutSeconds,
  attempts,
  exitCode,
  src,
  dst,
}: NetassertTest): string {
  return [
    `- name: ${printScalar(name)}`,
    `  type: ${type}`,
    `  protocol: ${protocol}`,
    `  targetPort: ${targetPort}`,
    `  timeoutSeconds: ${timeoutSeconds}`,
    `  attempts: ${attempts}`,
    `  exitCode: ${exitCode}`,
    '  src:',
    ...resource(src),
    ...(dst === null
      ? ['  dst: {}']
      : [
          '  dst:',
          ...('host' in dst ? ['    host:', `      name: ${printScalar(dst.host.name)}`] : resource(dst.k8sResource)),
        ]),
  ].join('\n')
}

function resource({ kind, name, namespace }: K8sResource): readonly string[] {
  return [
    '    k8sResource:',
    `      kind: ${kind}`,
    `      name: ${printScalar(name)}`,
    `      namespace: ${printScalar(namespace)}`,
  ]
}
