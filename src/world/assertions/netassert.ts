import { parseAddress } from '../../ground/ip.ts'
import type { Cluster, Pod, WorkloadKind } from '../../model/cluster.ts'
import { workloadRef } from '../../model/workloads.ts'
import {
  DEFAULT_ATTEMPTS,
  DEFAULT_TIMEOUT,
  type Destination,
  type K8sResource,
  type NetassertTest,
  type ResourceKind,
} from '../../sim/tools/netassert/test.ts'
import type { Question } from '../answer.ts'
import type { World } from '../index.ts'
import { printQuestion } from '../print-question.ts'
import { questionOf, type Assertion } from './assertion.ts'

/**
 * Why netassert has no test for an assertion. `source`, `destination`: it runs from pods of Deployments, StatefulSets
 * and DaemonSets and from single pods only, and reaches these, names and addresses. `protocol`: TCP and UDP only.
 * `udp-host`: UDP goes to pods only. `port`: it needs one. `said`: it says nothing on a connection. `ipv6`: its scanner
 * cannot write such an address. `invalid`: it is no question.
 */
export type NoTest = 'invalid' | 'source' | 'destination' | 'protocol' | 'udp-host' | 'port' | 'said' | 'ipv6'

/** Assertions as netassert's tests. */
export interface ExportedTests {
  readonly tests: readonly NetassertTest[]
  /** Assertions that netassert has no test for, by their index. */
  readonly left: readonly { readonly index: number; readonly why: NoTest }[]
}

/**
 * Assertions as tests for a real cluster. Names differ; those that were not given are made of the ends and the port.
 */
export function testsOf(assertions: readonly Assertion[], world: World): ExportedTests {
  const tests: NetassertTest[] = []
  const left: { index: number; why: NoTest }[] = []
  const taken = new Set(assertions.flatMap(({ name }) => name ?? []))
  const given = new Set<string>()
  for (const [index, assertion] of assertions.entries()) {
    const test = testOf(assertion, world)
    if (typeof test === 'string') {
      left.push({ index, why: test })
      continue
    }
    const isGiven = assertion.name !== undefined && !given.has(assertion.name)
    const name = isGiven ? assertion.name! : freeName(madeName(test), taken)
    given.add(name)
    taken.add(name)
    tests.push({ ...test, name })
  }
  return { tests, left }
}

/**
 * Tests of a file as assertions, in order. A code that is not 0 means that it must not be reached. A name that we would
 * make anyway is not kept.
 */
export function assertionsOf(tests: readonly NetassertTest[], cluster: Cluster): readonly Assertion[] {
  const made = new Set<string>()
  return tests.flatMap((test): readonly Assertion[] => {
    if (test.dst === null) return []
    const own = freeName(madeName(test), made)
    if (test.name === own) made.add(own)
    const question: Question = {
      from: referenceTo(test.src),
      to:
        'host' in test.dst
          ? hostReference(test.dst.host.name, test.src.namespace, cluster)
          : referenceTo(test.dst.k8sResource),
      port: test.targetPort,
      protocol: test.protocol === 'udp' ? 'UDP' : 'TCP',
    }
    return [
      {
        question: printQuestion(question),
        expect: test.exitCode === 0 ? 'allow' : 'deny',
        ...(test.name === own ? {} : { name: test.name }),
        ...(test.timeoutSeconds === DEFAULT_TIMEOUT ? {} : { timeoutSeconds: test.timeoutSeconds }),
        ...(test.attempts === DEFAULT_ATTEMPTS ? {} : { attempts: test.attempts }),
      },
    ]
  })
}

/** Without its name. */
function testOf(assertion: Assertion, world: World): NetassertTest | NoTest {
  const question = questionOf(assertion)
  if (!question) return 'invalid'
  if (question.http || question.dns || question.sni) return 'said'
  const protocol = question.protocol ?? 'TCP'
  if (protocol !== 'TCP' && protocol !== 'UDP') return 'protocol'
  const targetPort = portOf(question, world)
  if (targetPort === null) return 'port'
  const src = resourceOf(question.from, world.cluster)
  if (!src) return 'source'
  const target = resourceOf(question.to, world.cluster)
  const host = target ? null : hostOf(question.to)
  if (!target && host === null) return 'destination'
  if (!target && protocol === 'UDP') return 'udp-host'
  if (host?.includes(':')) return 'ipv6'
  const dst: Destination = target ? { k8sResource: target } : { host: { name: host! } }
  return {
    name: '',
    type: 'k8s',
    protocol: protocol === 'TCP' ? 'tcp' : 'udp',
    targetPort,
    timeoutSeconds: assertion.timeoutSeconds ?? DEFAULT_TIMEOUT,
    attempts: assertion.attempts ?? DEFAULT_ATTEMPTS,
    exitCode: assertion.expect === 'allow' ? 0 : 1,
    src,
    dst,
    pass: false,
    failureReason: '',
  }
}

/** A number as it is; the number behind a name, or the only port there is, as the world finds it. */
function portOf(question: Question, world: World): number | null {
  if (typeof question.port === 'number') return question.port
  const answer = world.ask(question)
  return answer.parts && answer.parts.some(({ varies }) => varies === 'port') ? null : (answer.flow?.port ?? null)
}

const KINDS: Readonly<Partial<Record<WorkloadKind, ResourceKind>>> = {
  Deployment: 'deployment',
  StatefulSet: 'statefulset',
  DaemonSet: 'daemonset',
  Pod: 'pod',
}
const PREFIXES: Readonly<Record<string, ResourceKind>> = { deploy: 'deployment', sts: 'statefulset', ds: 'daemonset' }

/** What the tool may call it; null: it has no word for it. */
function resourceOf(ref: string, cluster: Cluster): K8sResource | null {
  const [, prefix, namespace, name] = /^(?:([a-z]+):)?([^:/]+)\/([^:/]+)$/.exec(ref) ?? []
  if (namespace === undefined || name === undefined) return null
  if (prefix !== undefined) return Object.hasOwn(PREFIXES, prefix) ? { kind: PREFIXES[prefix]!, name, namespace } : null
  const pod = cluster.podByName.get(ref)
  if (pod) return podResource(pod)
  const workload = cluster.workloads.find((each) => each.namespace.name === namespace && each.name === name)
  if (!workload) return { kind: 'pod', name, namespace }
  const kind = KINDS[workload.kind]
  return kind ? { kind, name, namespace } : null
}

/** A pod whose name we made up is not called that in a real cluster: its workload stands for it. */
function podResource({ namespace, name, workload, object }: Pod): K8sResource | null {
  if (object.kind === 'Pod' || workload.kind === 'StatefulSet') return { kind: 'pod', name, namespace: namespace.name }
  const kind = KINDS[workload.kind]
  return kind ? { kind, name: workload.name, namespace: namespace.name } : null
}

function referenceTo({ kind, name, namespace }: K8sResource): string {
  return workloadRef(
    kind === 'deployment'
      ? 'Deployment'
      : kind === 'statefulset'
        ? 'StatefulSet'
        : kind === 'daemonset'
          ? 'DaemonSet'
          : 'Pod',
    namespace,
    name,
  )
}

/** What the tool dials for somebody that it does not look up; null: it cannot. */
function hostOf(ref: string): string | null {
  const service = /^svc:([^/]+)\/(.+)$/.exec(ref)
  if (service) return `${service[2]}.${service[1]}.svc.cluster.local`
  return /^(?:ip|name):(.+)$/.exec(ref)?.[1]?.replace(/^\[(.*)\]$/, '$1') ?? null
}

/** Names of Services as a pod of this namespace finds them. */
export function hostReference(host: string, namespace: string, cluster: Cluster): string {
  if (parseAddress(host)) return `ip:${host}`
  const [service, within = namespace, ...domain] = host.replace(/\.$/, '').split('.')
  const isWhole = ['svc', 'svc.cluster.local'].includes(domain.join('.'))
  const isKnown =
    domain.length === 0 && cluster.services.some((each) => each.name === service && each.namespace.name === within)
  return isWhole || isKnown ? `svc:${within}/${service}` : `name:${host}`
}

/** `shop-web-not-to-shop-db-5432`. */
function madeName({ src, dst, exitCode, targetPort, protocol }: NetassertTest): string {
  const target =
    dst === null ? 'nothing' : 'host' in dst ? dst.host.name : `${dst.k8sResource.namespace}-${dst.k8sResource.name}`
  return `${src.namespace}-${src.name}${exitCode === 0 ? '' : '-not'}-to-${target}-${targetPort}${protocol === 'udp' ? '-udp' : ''}`
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`
    if (!taken.has(name)) return name
  }
}
