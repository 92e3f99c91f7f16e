import { describe, expect, test } from 'vitest'
import { domainPattern } from '../../../src/ground/domain-name.ts'
import { parseAddress, parseCidrLoosely } from '../../../src/ground/ip.ts'
import type { Labels } from '../../../src/ground/labels.ts'
import type { Pod } from '../../../src/model/cluster.ts'
import { externalEndpoint, type Endpoint } from '../../../src/model/endpoint.ts'
import type {
  BlockMatcher,
  IcmpMatcher,
  PeerMatcher,
  PortMatcher,
  ProtocolMatcher,
  SubjectMatcher,
} from '../../../src/policy/form.ts'
import {
  matchesBlock,
  matchesIcmp,
  matchesPeer,
  matchesPod,
  matchesPort,
  matchesProtocol,
  matchesSubject,
  namedPorts,
  peerAt,
  peerOf,
  PLAIN_VIEW,
  selfOf,
  type Flow,
  type Viewpoint,
} from '../../../src/policy/match.ts'

const path = [] as const
const selector = (labels: Labels) => ({
  path,
  requirements: Object.entries(labels).map(([key, value]) => ({
    key,
    operator: 'Equals' as const,
    values: [value],
    path,
  })),
})
const pods = (namespace: string | null, podSelector: Labels | null, namespaceSelector: Labels | null = null) => ({
  kind: 'pods' as const,
  namespace,
  namespaceSelector: namespaceSelector && selector(namespaceSelector),
  podSelector: podSelector && selector(podSelector),
  path,
})
const block = (cidr: string, ...except: readonly string[]): BlockMatcher => ({
  kind: 'block',
  block: parseCidrLoosely(cidr)!.block,
  except: except.map((each) => parseCidrLoosely(each)!.block),
  blockPath: path,
  exceptPath: path,
  path,
})
const nodes = (labels: Labels) => ({ kind: 'nodes' as const, selector: selector(labels), path })
const expression = (key: string, value: string) => ({
  kind: 'expression' as const,
  text: '',
  expression: { is: 'equal' as const, key, value },
  namespace: null,
  path,
})
const identity = (labels: Labels, namespace: string | null = null): PeerMatcher => ({
  kind: 'identity',
  namespace,
  selector: selector(labels),
  word: null,
  path,
})
const name = (kind: 'name' | 'fqdn', known: string): PeerMatcher =>
  (kind === 'name'
    ? { kind, domain: domainPattern(known), path }
    : { kind, pattern: { matches: (each: string) => each === known }, path }) as unknown as PeerMatcher

const pod = (at: string, labels: Labels, ports: readonly (readonly [string, number, string])[] = []): Endpoint => {
  const [namespace, own] = at.split('/')
  return {
    kind: 'pod',
    node: 'n1',
    addresses: [],
    pod: {
      namespace: { name: namespace, labels: { team: namespace } },
      name: own,
      labels,
      ports: ports.map(([portName, port, protocol]) => ({ name: portName, port, protocol })),
    },
  } as unknown as Endpoint
}
const web = pod('shop/web', { app: 'web' }, [
  ['http', 8080, 'TCP'],
  ['dns', 53, 'UDP'],
])
const host = { kind: 'host', node: 'n1', labels: { zone: 'a' }, addresses: [], process: null } as unknown as Endpoint
const outside = externalEndpoint('internet')
const [inside, away] = [parseAddress('10.0.0.5')!, parseAddress('192.0.2.1')!]

/** Somebody who knows nobody by an address, sees through everything as the pod web, and reads labels of its own. */
const KNOWING: Viewpoint = {
  blocksFit: () => false,
  podsBehind: () => [(web as { pod: Pod }).pod],
  labelsOf: () => ({ app: 'as-the-agent-knows-it' }),
  identityOf: () => ({ 'reserved:world': '' }),
  labelsWorn: (_, as) => [{ other: 'x' }, { worn: as }],
}
const fits = (
  matcher: PeerMatcher,
  endpoint: Endpoint,
  address = inside as ReturnType<typeof parseAddress>,
  dialled: string | null = null,
  view: Viewpoint = PLAIN_VIEW,
) => matchesPeer(matcher, peerAt(endpoint, address, dialled, view))

describe('a peer that selects pods', () => {
  test.each([
    ['any pod of any namespace', pods(null, null), true],
    ['of its namespace', pods('shop', null), true],
    ['of another namespace', pods('dev', null), false],
    ['of a namespace with its labels', pods(null, null, { team: 'shop' }), true],
    ['of a namespace with other labels', pods(null, null, { team: 'dev' }), false],
    ['with its labels', pods('shop', { app: 'web' }), true],
    ['with other labels', pods('shop', { app: 'api' }), false],
    ['with its labels, of a namespace with others', pods(null, { app: 'web' }, { team: 'dev' }), false],
  ])('%s', (_, matcher, expected) => {
    expect(fits(matcher, web)).toBe(expected)
    expect(matchesPod(matcher, (web as { pod: Pod }).pod)).toBe(expected)
  })

  test('finds nobody at a host or outside, unless somebody sees a pod behind', () => {
    expect([fits(pods(null, null), host), fits(pods(null, null), outside)]).toEqual([false, false])
    expect(fits(pods(null, { app: 'as-the-agent-knows-it' }), outside, inside, null, KNOWING)).toBe(true)
    expect(fits(pods(null, { app: 'web' }), web, inside, null, KNOWING)).toBe(false)
  })
})

describe('a peer that is a block', () => {
  test.each([
    ['an address within', block('10.0.0.0/8'), inside, true],
    ['an address outside of it', block('10.0.0.0/8'), away, false],
    ['an address in a hole', block('10.0.0.0/8', '10.1.0.0/16', '10.0.0.0/24'), inside, false],
    ['an address beside the holes', block('10.0.0.0/8', '10.1.0.0/16'), inside, true],
  ])('%s', (_, matcher, address, expected) => {
    expect(fits(matcher, web, address)).toBe(expected)
    expect(matchesBlock(matcher, address)).toBe(expected)
  })

  test('without an address only somebody outside fits, and only everything', () => {
    expect(fits(block('0.0.0.0/0'), outside, null)).toBe(true)
    expect(fits(block('0.0.0.0/1'), outside, null)).toBe(false)
    expect(fits(block('0.0.0.0/0', '10.0.0.0/8'), outside, null)).toBe(false)
    expect([fits(block('0.0.0.0/0'), web, null), fits(block('0.0.0.0/0'), host, null)]).toEqual([false, false])
  })

  test('fits nobody whom the enforcer knows by what it is, whatever its address', () => {
    expect(fits(block('10.0.0.0/8'), web, inside, null, KNOWING)).toBe(false)
    expect(fits(block('0.0.0.0/0'), outside, null, null, KNOWING)).toBe(false)
    expect(peerAt(web, inside, null, KNOWING)).toMatchObject({ hidden: true, address: null })
    expect(peerAt(web, inside, null, PLAIN_VIEW)).toMatchObject({ hidden: false, address: inside })
  })
})

describe('other peers', () => {
  test('nodes are hosts with the labels', () => {
    expect([
      fits(nodes({ zone: 'a' }), host),
      fits(nodes({ zone: 'b' }), host),
      fits(nodes({}), web),
      fits(nodes({}), outside),
    ]).toEqual([true, false, false, false])
  })

  test('a name fits what was looked up under it', () => {
    for (const kind of ['name', 'fqdn'] as const) {
      expect(fits(name(kind, 'a.example'), outside, away, 'a.example')).toBe(true)
      expect(fits(name(kind, 'a.example'), outside, away, 'b.example')).toBe(false)
      expect(fits(name(kind, 'a.example'), outside, away, null)).toBe(false)
    }
    expect(
      fits({ ...name('fqdn', ''), pattern: { matches: () => true } } as unknown as PeerMatcher, outside, away, null),
    ).toBe(false)
    // The names of Cilium stand for addresses outside only, those of ClusterNetworkPolicy for what was looked up.
    expect([
      fits(name('fqdn', 'a.example'), web, inside, 'a.example'),
      fits(name('name', 'a.example'), web, inside, 'a.example'),
    ]).toEqual([false, true])
  })

  test('an identity fits by the labels that the agent knows', () => {
    expect(fits(identity({ 'reserved:world': '' }), outside, away, null, KNOWING)).toBe(true)
    expect(fits(identity({ 'reserved:host': '' }), outside, away, null, KNOWING)).toBe(false)
    expect(fits(identity({ 'reserved:world': '' }, 'shop'), outside, away, null, KNOWING)).toBe(false)
    expect(fits(identity({ 'reserved:world': '' }, 'shop'), web, inside, null, KNOWING)).toBe(true)
    expect(fits(identity({ 'reserved:world': '' }, 'dev'), web, inside, null, KNOWING)).toBe(false)
    expect(fits(identity({ 'reserved:world': '' }), outside)).toBe(false)
  })

  test('an expression fits one of the sets of labels that are worn as a peer', () => {
    expect(fits(expression('worn', 'peer'), web, inside, null, KNOWING)).toBe(true)
    expect(fits(expression('worn', 'subject'), web, inside, null, KNOWING)).toBe(false)
    expect(fits(expression('app', 'web'), web)).toBe(false)
    // To whom nobody wears labels no expression fits, not even one that asks for their absence.
    expect(fits({ ...expression('app', 'web'), expression: { is: 'not-equal', key: 'app', value: 'web' } }, web)).toBe(
      false,
    )
  })

  test('what stands for something else fits nobody by itself', () => {
    for (const kind of ['service', 'group', 'nobody'] as const)
      expect(fits({ kind, namespace: null, name: null, selector: null, except: [], path }, web)).toBe(false)
  })
})

describe('the subject of a policy', () => {
  const subject = (matcher: SubjectMatcher, endpoint: Endpoint, view: Viewpoint = PLAIN_VIEW) =>
    matchesSubject(matcher, endpoint, view)

  test('pods are pods, however somebody sees through others', () => {
    expect([
      subject(pods('shop', null), web),
      subject(pods('dev', null), web),
      subject(pods(null, null), host, KNOWING),
      subject(pods(null, null), outside, KNOWING),
    ]).toEqual([true, false, false, false])
  })

  test('nodes are hosts with the labels', () => {
    expect([subject(nodes({ zone: 'a' }), host), subject(nodes({ zone: 'b' }), host), subject(nodes({}), web)]).toEqual(
      [true, false, false],
    )
  })

  test('an expression fits one of the sets of labels that are worn as a subject', () => {
    expect([
      subject(expression('worn', 'subject'), web, KNOWING),
      subject(expression('worn', 'peer'), web, KNOWING),
    ]).toEqual([true, false])
  })

  test('an identity is never somebody outside', () => {
    const known = identity({ 'reserved:world': '' }) as SubjectMatcher
    expect([subject(known, web, KNOWING), subject(known, host, KNOWING), subject(known, outside, KNOWING)]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('the ends of a flow', () => {
  const flow = {
    source: web,
    destination: outside,
    sourceAddress: inside,
    destinationAddress: away,
    name: 'a.example',
  } as Flow

  test('on the way out the peer is the destination, with its name, and on the way in the source, without one', () => {
    expect(peerOf(flow, 'egress', PLAIN_VIEW)).toMatchObject({ endpoint: outside, address: away, name: 'a.example' })
    expect(peerOf(flow, 'ingress', PLAIN_VIEW)).toMatchObject({ endpoint: web, address: inside, name: null })
  })

  test('oneself is the other of the two, and never known by a name', () => {
    expect(selfOf(flow, 'egress', PLAIN_VIEW)).toMatchObject({ endpoint: web, address: inside, name: null })
    expect(selfOf(flow, 'ingress', PLAIN_VIEW)).toMatchObject({ endpoint: outside, address: away, name: null })
  })
})

describe('a port', () => {
  const port = (
    protocol: string | null,
    range: readonly [number, number] | null,
    portName: string | null = null,
  ): PortMatcher => ({
    kind: 'ports',
    protocol,
    range: range && { from: range[0], to: range[1] },
    name: portName,
    path,
    protocolPath: path,
    portPath: path,
  })
  const at = (number: number | null, protocol: Flow['protocol'] = 'TCP', destination: Endpoint = web) => ({
    destination,
    protocol,
    port: number,
  })

  test.each<[string, PortMatcher, ReturnType<typeof at>, boolean]>([
    ['any port of any protocol', port(null, null), at(80), true],
    ['any port of the protocol', port('TCP', null), at(80), true],
    ['any port of another protocol', port('UDP', null), at(80), false],
    ['the first of a range', port('TCP', [80, 90]), at(80), true],
    ['the last of a range', port('TCP', [80, 90]), at(90), true],
    ['before a range', port('TCP', [80, 90]), at(79), false],
    ['after a range', port('TCP', [80, 90]), at(91), false],
    ['a range, of what has no ports', port(null, [0, 90]), at(null, 'ICMP'), false],
    ['any, of what has no ports', port(null, null), at(null, 'ICMP'), true],
    ['a name that the pod gives the port', port('TCP', null, 'http'), at(8080), true],
    ['a name that the pod gives another port', port('TCP', null, 'http'), at(80), false],
    ['a name that the pod gives a port of another protocol', port(null, null, 'dns'), at(53), false],
    ['a name, of what has no ports', port(null, null, 'http'), at(null), false],
    ['a name, at a host', port('TCP', null, 'http'), at(8080, 'TCP', host), false],
  ])('%s', (_, matcher, flow, expected) => expect(matchesPort(matcher, flow)).toBe(expected))

  test('a name stands for the numbers of its protocol, on pods alone', () => {
    expect([
      namedPorts('http', 'TCP', web),
      namedPorts('http', 'UDP', web),
      namedPorts('other', 'TCP', web),
      namedPorts('http', 'TCP', outside),
    ]).toEqual([[8080], [], [], []])
  })
})

describe('ICMP and other protocols', () => {
  const icmp = (family: 4 | 6, type: number | null = null, code: number | null = null): IcmpMatcher => ({
    kind: 'icmp',
    family,
    type,
    code,
    path,
  })
  const protocol = (each: string | number): ProtocolMatcher => ({ kind: 'protocol', protocol: each, path })

  test.each<[string, IcmpMatcher, Pick<Flow, 'protocol' | 'icmp'>, boolean]>([
    ['any message of the family', icmp(4), { protocol: 'ICMP' }, true],
    ['of the other family', icmp(6), { protocol: 'ICMP' }, false],
    ['of the other family, version 6', icmp(4), { protocol: 'ICMPv6' }, false],
    ['nothing of TCP', icmp(4), { protocol: 'TCP' }, false],
    ['an echo request, which is what is sent when nothing is said', icmp(4, 8, 0), { protocol: 'ICMP' }, true],
    ['an echo request of version 6', icmp(6, 128, 0), { protocol: 'ICMPv6' }, true],
    ['not an echo request of version 4 in version 6', icmp(6, 8), { protocol: 'ICMPv6' }, false],
    ['another type', icmp(4, 3), { protocol: 'ICMP' }, false],
    ['the type that is sent', icmp(4, 3), { protocol: 'ICMP', icmp: { type: 3 } }, true],
    ['the code that is sent', icmp(4, 3, 4), { protocol: 'ICMP', icmp: { type: 3, code: 4 } }, true],
    ['another code', icmp(4, 3, 4), { protocol: 'ICMP', icmp: { type: 3, code: 1 } }, false],
    ['code 0, which is sent when none is said', icmp(4, 3, 0), { protocol: 'ICMP', icmp: { type: 3 } }, true],
  ])('%s', (_, matcher, flow, expected) => expect(matchesIcmp(matcher, flow)).toBe(expected))

  test.each<[string | number, Flow['protocol'], boolean]>([
    ['TCP', 'TCP', true],
    [6, 'TCP', true],
    ['TCP', 6, true],
    ['UDP', 17, true],
    ['SCTP', 132, true],
    ['ICMP', 1, true],
    ['ICMPv6', 58, true],
    ['UDPLite', 136, true],
    [47, 47, true],
    ['TCP', 'UDP', false],
    [6, 17, false],
    ['UDPLite', 'UDP', false],
    ['TCP', 0, false],
    ['a name of no protocol', 1, false],
  ])('%s is protocol %s: %s', (matcher, sent, expected) =>
    expect(matchesProtocol(protocol(matcher), { protocol: sent })).toBe(expected),
  )
})
