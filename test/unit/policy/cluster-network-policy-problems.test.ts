import { describe, expect, test } from 'vitest'
import {
  ADMIN_NETWORK_POLICY,
  BASELINE_ADMIN_NETWORK_POLICY,
} from '../../../src/policy/kinds/admin/admin-network-policy.ts'
import type { PolicyKind } from '../../../src/policy/kind.ts'
import { ALPHA, BETA, baseline, older, read, said, spec } from './read-admin.ts'

describe('what the API server refuses', () => {
  // Source: the CEL rules in https://github.com/kubernetes-sigs/network-policy-api/tree/main/apis
  const NAMED = (fields: string) =>
    `${fields} peer cannot be set with namedPorts since there are no namedPorts for ${fields}`

  test.each(['networks: [10.0.0.0/8]', 'nodes: {}', 'domainNames: [example.com]'])('a named port beside %s', (peer) => {
    const refused = read(
      BETA,
      spec(`egress: [{action: Accept, to: [{namespaces: {}}, {${peer}}], protocols: [{destinationNamedPort: web}]}]`),
    )
    expect(refused.policies).toBeNull()
    expect(said(refused)).toEqual([['error', 'spec.egress.0', NAMED('networks/nodes/domainNames')]])
  })
  test('a named port beside networks, in each rule of the older kinds', () => {
    expect(
      said(
        read(
          ADMIN_NETWORK_POLICY,
          older(
            'egress: [{action: Allow, to: [{namespaces: {}}], ports: [{namedPort: web}]}, {action: Allow, to: [{nodes: {}}], ports: [{namedPort: web}]}]',
          ),
        ),
      ),
    ).toEqual([['error', 'spec.egress.1', NAMED('networks/nodes/domainNames')]])
    expect(
      said(
        read(
          BASELINE_ADMIN_NETWORK_POLICY,
          baseline('egress: [{action: Allow, to: [{networks: [10.0.0.0/8]}], ports: [{namedPort: web}]}]'),
          'default',
        ),
      ),
    ).toEqual([['error', 'spec.egress.0', NAMED('networks/nodes')]])
  })
  test('numbers beside networks it takes', () =>
    expect(
      read(
        BETA,
        spec(
          'egress: [{action: Accept, to: [{networks: [10.0.0.0/8]}], protocols: [{tcp: {destinationPort: {number: 80}}}]}]',
        ),
      ).problems,
    ).toEqual([]))

  test('a network that is none; bits beyond the prefix only in the newer version', () => {
    const network = (kind: PolicyKind, text: string) =>
      said(read(kind, spec(`egress: [{action: Accept, to: [{namespaces: {}}, {networks: [10.0.0.0/8, "${text}"]}]}]`)))
    const refusal = [['error', 'spec.egress.0.to.1.networks.1', 'Invalid CIDR format provided']]
    expect(network(BETA, '10.0.0.0/33')).toEqual(refusal)
    expect(network(ALPHA, '10.0.0.0/33')).toEqual(refusal)
    expect(network(BETA, '10.0.0.1/8')).toEqual(refusal)
    expect(network(ALPHA, '10.0.0.1/8')).toEqual([])
    expect(
      said(
        read(ADMIN_NETWORK_POLICY, older('egress: [{action: Allow, to: [{networks: [10.0.0.1/8, "10.0.0.01/8"]}]}]')),
      ),
    ).toEqual([['error', 'spec.egress.0.to.0.networks.1', 'Invalid CIDR format provided']])
  })

  test.each(['ingress', 'egress'] as const)('a range of %s that does not rise', (section) => {
    const side = section === 'ingress' ? 'from' : 'to'
    const range = (start: number, end: number) =>
      said(
        read(
          BETA,
          spec(
            `${section}: [{action: Accept, ${side}: [{namespaces: {}}], protocols: [{tcp: {destinationPort: {number: 1}}}, {udp: {destinationPort: {range: {start: ${start}, end: ${end}}}}}]}]`,
          ),
        ),
      )
    const path = `spec.${section}.0.protocols.1.udp.destinationPort.range`
    expect(range(80, 81)).toEqual([])
    expect(range(80, 80)).toEqual([['error', path, 'Start port must be less than End port']])
    expect(range(81, 80)).toEqual([['error', path, 'Start port must be less than End port']])
  })

  test('a BaselineAdminNetworkPolicy of another name than default', () => {
    const rules = baseline('ingress: [{action: Deny, from: [{namespaces: {}}]}]')
    expect(read(BASELINE_ADMIN_NETWORK_POLICY, rules, 'default').problems).toEqual([])
    const refused = read(BASELINE_ADMIN_NETWORK_POLICY, rules)
    expect(refused.policies).toBeNull()
    expect(refused.problems).toMatchObject([
      {
        severity: 'error',
        facts: {
          detail: 'Only one baseline admin network policy with metadata.name="default" can be created in the cluster',
        },
      },
    ])
  })
})

describe('what the API server takes and nobody can have meant', () => {
  test('names of places in a rule that does not let out', () => {
    const rule = (action: string) =>
      read(BETA, spec(`egress: [{action: ${action}, to: [{namespaces: {}}, {domainNames: [example.com]}]}]`))
    expect(rule('Accept').problems).toEqual([])
    for (const action of ['Deny', 'Pass']) {
      const { problems } = rule(action)
      expect(problems).toMatchObject([
        {
          severity: 'warning',
          layer: 'admission',
          part: 'key',
          path: ['spec', 'egress', 0, 'to', 1, 'domainNames'],
          facts: { code: 'domain-names-action', action },
        },
      ])
    }
  })
  test('a protocol that has no ports', () => {
    const ports = (protocol: string) =>
      read(
        ADMIN_NETWORK_POLICY,
        older(
          `ingress: [{action: Allow, from: [{namespaces: {}}], ports: [{namedPort: web}, {portNumber: {protocol: ${protocol}, port: 80}}]}]`,
        ),
      ).problems
    expect(ports('UDP')).toEqual([])
    expect(ports('ICMP')).toMatchObject([
      {
        severity: 'warning',
        layer: 'admission',
        part: 'value',
        path: ['spec', 'ingress', 0, 'ports', 1, 'portNumber', 'protocol'],
        facts: { code: 'unknown-protocol', protocol: 'ICMP' },
      },
    ])
  })
})
