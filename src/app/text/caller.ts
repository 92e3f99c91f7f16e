import { assertNever } from '../../ground/result.ts'
import type { Answer, Question } from '../../world/answer.ts'
import type { EndpointFacts } from '../../world/flow-facts.ts'
import { CALLER } from './catalogue/en/caller.ts'
import { FURTHER_VERDICT } from './catalogue/en/further-verdict.ts'
import { grpcOutput } from './mesh/grpc.ts'
import { refusalView } from './mesh/refusal.ts'
import { isNetworkCause } from './network-cause.ts'
import type { Sentence } from './sentence.ts'

/** What somebody at the source would type and read. `remark` says what to conclude; empty: nothing. */
export interface CallerView {
  readonly command: string
  readonly output: readonly string[]
  readonly remark: Sentence
}

/**
 * Null when there is nothing one would type: nothing was judged, or its protocol has no ports. `question`: a call of
 * gRPC is told what it means to such a client.
 */
export function callerSees(answer: Answer, question?: Question | null): CallerView | null {
  const { flow, notes } = answer
  if (answer.outcome === 'conditional' || answer.outcome === 'unanswerable') return null
  const service = serviceNote(answer) ?? (answer.mesh && askedService(question))
  const lonely = notes.find((note) => note.note === 'no-local-endpoints')
  const dialled = dialledNode(answer)
  // The last connection of a mesh may go elsewhere than what was dialled, to a port that a proxy listens on.
  const first = answer.mesh?.legs[0]
  const host =
    dialled?.node ??
    (lonely
      ? serviceHost(lonely.service)
      : service
        ? serviceHost(service.service)
        : flow && hostOf((first ?? flow).destination))
  const port =
    dialled?.nodePort ?? lonely?.servicePort ?? service?.servicePort ?? (first ? first.appPort : flow?.port) ?? null
  if (host === null || port === null) return null
  const passes = answer.outcome === 'allowed'
  switch (flow?.protocol ?? 'TCP') {
    case 'TCP':
      return (
        (question?.app === 'grpc' ? grpcurl(answer, `${host}:${port}`, question) : null) ?? {
          command: `curl -${passes ? 'v' : ''}m 3 ${host}:${port}`,
          ...curl(answer, host, port, question?.sni !== undefined || question?.app === 'tls'),
        }
      )
    case 'UDP':
      return port === 53
        ? {
            command: `dig +time=3 +tries=1 @${host}`,
            output: passes
              ? [';; Got answer:']
              : [`;; communications error to ${host}#53: timed out`, ';; no servers could be reached'],
            remark: silence(passes),
          }
        : {
            command: `nc -u -w 3 ${host} ${port}`,
            output: passes ? [] : [CALLER.noAnswer],
            remark: passes ? CALLER.noHandshake : silence(passes),
          }
    case 'SCTP':
      return {
        command: `ncat --sctp -w 3 ${host} ${port}`,
        output: [passes ? `Ncat: Connected to ${host}:${port}.` : 'Ncat: TIMEOUT.'],
        remark: silence(passes),
      }
    default:
      return null
  }
}

/** What is told of the Service that was dialled; undefined: none was. */
function serviceNote({ notes }: Answer) {
  return notes.find((note) => note.note === 'through-service' || note.note === 'no-ready-endpoints')
}

/** The Service that was asked for, of which an answer says nothing where a proxy ends it before the network has a word. */
function askedService(question: Question | null | undefined) {
  return question?.to.startsWith('svc:') && typeof question.port === 'number'
    ? { service: question.to, servicePort: question.port }
    : undefined
}

/** The port of a node that is dialled instead of a Service or a pod; undefined: none. */
function dialledNode(answer: Answer) {
  const { notes } = answer
  const lonely = notes.find((note) => note.note === 'no-local-endpoints')
  if (lonely && lonely.nodePort !== null) return { node: lonely.node, nodePort: lonely.nodePort }
  const door = notes.find((note) => note.note === 'through-host-port')
  if (door) return { node: door.node, nodePort: door.hostPort }
  const service = serviceNote(answer)
  return service?.note === 'through-service' ? service.by : undefined
}

/** A call that a proxy answers; null: it meets what any connection does. */
function grpcurl(answer: Answer, target: string, { http }: Question): CallerView | null {
  const refusal = answer.mesh?.refusal
  const isPlugin = !refusal && answer.outcome === 'denied' && answer.cause === 'http-403'
  if (!isPlugin && refusal?.sees !== 'response') return null
  const method = http?.path?.replace(/^\//, '') ?? ''
  return {
    command: `grpcurl -plaintext -max-time 3 ${target} ${method}`.trimEnd(),
    output: refusal
      ? grpcOutput(refusal.status ?? 0, refusal.body, refusal.log !== null)
      : grpcOutput(403, refusedBody(answer), true),
    remark: refusal ? FURTHER_VERDICT.caller.response : CALLER.proxyAnswered,
  }
}

function curl(answer: Answer, host: string, port: number, isEncrypted: boolean): Omit<CallerView, 'command'> {
  if (answer.outcome === 'allowed') return { output: [`* Connected to ${host} port ${port}`], remark: CALLER.passes }
  if (answer.mesh?.refusal) return refusalView(answer.mesh.refusal, host, port, isEncrypted)
  // What a mesh's proxies do is told by their refusal alone.
  if (answer.cause && !isNetworkCause(answer.cause)) return { output: [], remark: [] }
  switch (answer.cause) {
    case 'no-endpoints':
      return answer.notes.some(({ note }) => note === 'no-local-endpoints')
        ? { output: ['curl: (28) Connection timed out after 3001 milliseconds'], remark: silence(false) }
        : {
            output: [`curl: (7) Failed to connect to ${host} port ${port}: Connection refused`],
            remark: CALLER.refused,
          }
    case 'no-route':
      return { output: [`curl: (7) Failed to connect to ${host} port ${port}: No route to host`], remark: [] }
    case 'name-not-resolved':
      return { output: [`curl: (6) Could not resolve host: ${host}`], remark: [] }
    case 'http-403':
      return {
        output: ['< HTTP/1.1 403 Forbidden', ...[refusedBody(answer) ?? []].flat()],
        remark: CALLER.proxyAnswered,
      }
    case 'dns-refused':
      return { output: [`curl: (6) Could not resolve host: ${host}`], remark: CALLER.dnsRefused }
    case 'tls-mismatch':
      return { output: ['curl: (35) Recv failure: Connection reset by peer'], remark: CALLER.reset }
    case 'l7-denied':
      return { output: ['curl: (52) Empty reply from server'], remark: CALLER.proxyRefuses }
    case 'auth-required':
      return { output: ['curl: (28) Connection timed out after 3001 milliseconds'], remark: CALLER.unproven }
    case 'policy-drop':
    case undefined:
      if (isAnswered(answer))
        return {
          output: [`curl: (7) Failed to connect to ${host} port ${port}: No route to host`],
          remark: CALLER.filtered,
        }
      return { output: ['curl: (28) Connection timed out after 3001 milliseconds'], remark: silence(false) }
    default:
      return assertNever(answer.cause)
  }
}

/**
 * What the proxy of a network plugin writes into its answer of 403: Cilium's says so, and Calico's, which asks its
 * agent, writes nothing (null).
 * Source: cilium/proxy, cilium/network_policy.cc; projectcalico/calico, app-policy/checker
 */
function refusedBody({ steps }: Answer): string | null {
  const isCalico = steps.some((each) => each.step === 'selected' && each.policy.group === 'projectcalico.org')
  return isCalico ? null : 'Access denied'
}

/** Whether a denial comes with a message and not with silence. */
export function isAnswered({ notes }: Pick<Answer, 'notes'>): boolean {
  return notes.some((each) => each.note === 'plugin-remark' && each.remark === 'denial-answered')
}

const silence = (passes: boolean): Sentence => (passes ? [] : CALLER.silence)

/** `svc:shop/api` is called `api.shop` in the cluster's DNS. */
function serviceHost(ref: string): string {
  const [namespace, name] = ref.replace(/^svc:/, '').split('/')
  return name === undefined ? (namespace ?? ref) : `${name}.${namespace}`
}

/** Pods have no names in DNS, so it is the address that one dials. */
function hostOf({ address, label }: EndpointFacts): string {
  if (address === null) return label
  return address.includes(':') ? `[${address}]` : address
}
