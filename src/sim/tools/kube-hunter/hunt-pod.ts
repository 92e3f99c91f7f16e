import type { Catch } from './hunter.ts'
import type { HuntingPod, Scene } from './scene.ts'

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount'

/** What a pod finds in itself and next to it. */
export function huntPod({ metadata, subnet }: Scene, { name, token, netRaw }: HuntingPod): readonly Catch[] {
  const location = `Local to Pod (${name})`
  return [
    ...(netRaw ? [{ finding: { kind: 'net-raw' as const, location, evidence: '' } }] : []),
    ...(token === null
      ? []
      : [
          { finding: { kind: 'token' as const, location, evidence: token } },
          {
            finding: {
              kind: 'secrets' as const,
              location,
              evidence: `[${['ca.crt', 'namespace', 'token'].map((file) => `'${FOLDER}/${file}'`).join(', ')}]`,
            },
          },
        ]),
    ...(metadata === 'none'
      ? []
      : [
          {
            finding: {
              kind: metadata === 'aws' ? ('aws-metadata' as const) : ('azure-metadata' as const),
              location,
              evidence: `cidr: ${subnet}`,
            },
          },
        ]),
  ]
}
