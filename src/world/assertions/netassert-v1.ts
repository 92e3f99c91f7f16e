import { parseAddress } from '../../ground/ip.ts'
import type { Cluster } from '../../model/cluster.ts'
import { workloadRef } from '../../model/workloads.ts'
import type { V1File, V1Port, V1Source } from '../../sim/tools/netassert/v1-file.ts'
import type { Question } from '../answer.ts'
import { printQuestion } from '../print-question.ts'
import { questionOf, type Assertion } from './assertion.ts'
import { hostReference } from './netassert.ts'

/**
 * Every port of the file as an assertion; what is no port number, which the tool hands on to nmap as it is, is left
 * out. A machine stands outside the cluster.
 */
export function assertionsOfV1({ sources }: V1File, cluster: Cluster): readonly Assertion[] {
  return sources.flatMap(({ source, targets }) => {
    const from =
      source.kind === 'deployment'
        ? workloadRef('Deployment', source.namespace, source.name)
        : parseAddress(source.name)
          ? `ip:${source.name}`
          : 'internet'
    return targets.flatMap(({ target, ports }) =>
      ports.flatMap(({ protocol, port, open }): readonly Assertion[] => {
        if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) return []
        const question: Question = {
          from,
          to: hostReference(target, source.kind === 'deployment' ? source.namespace : 'default', cluster),
          port: Number(port),
          protocol,
        }
        return [{ question: printQuestion(question), expect: open ? 'allow' : 'deny' }]
      }),
    )
  })
}

/** A source while its ports are gathered. */
interface Growing extends Pick<V1Source, 'source' | 'written'> {
  readonly targets: { readonly target: string; readonly ports: V1Port[] }[]
}

/**
 * Assertions as a file of the first version: those from Deployments, or from outside, to Services, names and addresses.
 * It has no words for pods. `left`: the others, by their index.
 */
export function v1Of(assertions: readonly Assertion[]): { readonly file: V1File; readonly left: readonly number[] } {
  const sources = new Map<string, Growing>()
  const left: number[] = []
  for (const [index, assertion] of assertions.entries()) {
    const question = questionOf(assertion)
    const source = question && sourceOf(question.from)
    const target = question && targetOf(question.to)
    const protocol = question?.protocol ?? 'TCP'
    if (!source || !target || typeof question.port !== 'number' || (protocol !== 'TCP' && protocol !== 'UDP')) {
      left.push(index)
      continue
    }
    const written = source.kind === 'host' ? source.name : `${source.namespace}:${source.name}`
    const own: Growing = sources.get(written) ?? { source, written, targets: [] }
    sources.set(written, own)
    let to = own.targets.find((each) => each.target === target)
    if (!to) own.targets.push((to = { target, ports: [] }))
    to.ports.push({ protocol, port: String(question.port), open: assertion.expect === 'allow' })
  }
  return { file: { alias: {}, sources: [...sources.values()] }, left }
}

function sourceOf(ref: string): V1Source['source'] | null {
  const deployment = /^deploy:([^/]+)\/(.+)$/.exec(ref)
  if (deployment) return { kind: 'deployment', namespace: deployment[1]!, name: deployment[2]! }
  return ref === 'internet' ? { kind: 'host', name: 'localhost' } : null
}

function targetOf(ref: string): string | null {
  const service = /^svc:([^/]+)\/(.+)$/.exec(ref)
  return service ? `${service[2]}.${service[1]}.svc.cluster.local` : (/^(?:ip|name):(.+)$/.exec(ref)?.[1] ?? null)
}
