import { describe, expect, test } from 'vitest'
import { WALLS } from '../../../../src/app/text/catalogue/en/walls.ts'
import { powerText, userText } from '../../../../src/app/text/walls/capabilities.ts'
import {
  hostEndLabel,
  hostPortText,
  linkText,
  pictureLabel,
  sharingText,
  wallsLead,
} from '../../../../src/app/text/walls/network.ts'
import { admissionText, levelText, modeTexts, violationText } from '../../../../src/app/text/walls/security.ts'
import { plain } from '../../../../src/app/text/sentence.ts'
import type { CniName } from '../../../../src/sim/cni/choice.ts'
import { openWorld } from '../../../../src/world/index.ts'
import { wallsOf, type WallsView } from '../../../../src/world/walls.ts'
import { wallsUnder, worldWith } from '../../sim/walls/walls-worlds.ts'

const PLAIN = 'containers: [{name: c, image: i}]'
const HOST = `hostNetwork: true, ${PLAIN}`
const CNIS: readonly CniName[] = ['reference', 'flannel', 'calico', 'cilium', 'aws-vpc-cni']

describe('what a thief can do', () => {
  const said = (cni: CniName, spec = PLAIN, capability = 'NET_RAW') => {
    const walls = wallsUnder(cni, spec)
    return walls.capabilities
      .find((each) => each.capability === capability)!
      .powers.map((power) => powerText(power, walls))
  }
  test('on a bridge names the neighbours whom it can lie to', () => {
    const [arp, dns] = said('flannel')
    expect(arp).toMatchObject({ mark: 'works', word: 'Works', name: 'ARP spoofing' })
    expect(plain(arp!.text)).toBe(
      'It can tell dev/b and shop/a that the address of cni0 is its own: from then on their packets pass here. No NetworkPolicy sees ARP.',
    )
    expect(dns).toMatchObject({ mark: 'works', name: 'DNS spoofing' })
  })
  test.each(['calico', 'cilium', 'aws-vpc-cni'] as const)(
    'is stopped by the wire of %s, and by what is said',
    (cni) => {
      const [arp] = said(cni)
      expect(arp).toMatchObject({ mark: 'stopped', word: 'Stopped' })
      expect(plain(arp!.text)).toBe(
        'Nobody hears it: the node alone is at the other end of the wire, and answers itself.',
      )
    },
  )
  test('depends where no plugin is named', () =>
    expect(said('reference').map(({ mark }) => mark)).toEqual(['depends', 'depends', 'depends', 'works']))
  test('is marked where it is believed only', () => {
    expect(
      said('flannel')
        .filter(({ word }) => word.includes('as we believe'))
        .map(({ name }) => name),
    ).toEqual(['Forged sender'])
    expect(said('calico').filter(({ word }) => word.includes('as we believe'))).toEqual([])
  })
  test('listens to the whole node on the network of the node', () =>
    expect(plain(said('calico', HOST)[0]!.text)).toBe(
      'It can read every packet of the node: of dev/b and shop/a, and of the node itself.',
    ))
  test('harms nobody with low ports of its own', () =>
    expect(said('calico', PLAIN, 'NET_BIND_SERVICE')).toMatchObject([{ mark: 'harmless' }]))
  test.each(CNIS)('is a sentence for each capability and each network under %s', (cni) => {
    for (const spec of [PLAIN, HOST])
      for (const capability of ['NET_RAW', 'NET_ADMIN', 'NET_BIND_SERVICE'])
        for (const { text, name } of said(cni, spec, capability)) {
          expect(name).not.toBe('')
          expect(plain(text)).toMatch(/^[A-Z].*\.$/)
        }
  })
})

describe('who has a capability', () => {
  const [container] = wallsUnder(
    'calico',
    'containers: [{name: c, image: i, securityContext: {runAsNonRoot: true, runAsUser: 7, allowPrivilegeEscalation: false}}]',
  ).containers
  test('is said by name', () => {
    expect(plain(WALLS.holders([]))).toBe('No container has it')
    expect(plain(WALLS.holders(['web', 'proxy']))).toBe('web and proxy')
    expect(WALLS.reasons['runtime-default']).toBe('keeps it: nothing drops it')
  })
  test('and how far a user who is not root has it', () =>
    expect(plain(userText(container!))).toContain('nothing of this is within reach'))
})

describe('what is shared', () => {
  test.each([
    ['calico', 'cali29d8d1ed5b3'.length, /^cali[0-9a-f]{11}$/],
    ['aws-vpc-cni', 14, /^eni[0-9a-f]{11}$/],
    ['flannel', 12, /^veth\?{8}$/],
    ['cilium', 4, /^lxc…$/],
  ] as const)('the end of the wire under %s has its name, or what is known of it', (cni, length, form) => {
    const label = hostEndLabel(wallsUnder(cni, PLAIN).link!.host)
    expect(label).toMatch(form)
    expect(label).toHaveLength(length)
  })
  test('is said in the words of the plugin', () => {
    expect(plain(linkText(wallsUnder('flannel', PLAIN)))).toBe(
      'Inside its end is called eth0, on the node veth and 8 random digits. There it is plugged into the bridge cni0, like 2 other pods: whoever is on it hears who asks for whom.',
    )
    expect(plain(linkText(wallsUnder('cilium', PLAIN)))).toContain('lxc and a hash, as we believe')
    expect(linkText(wallsUnder('cilium', HOST))).toEqual([])
  })
  test('leads with the network', () => {
    expect(plain(wallsLead(wallsUnder('calico', PLAIN)))).toBe(
      'shop/web has a network of its own. One wire leads into it, and all that it sends and receives goes through.',
    )
    expect(plain(wallsLead(wallsUnder('calico', HOST)))).toBe(
      'shop/web has no network of its own: it uses that of its node n1. No NetworkPolicy holds it.',
    )
  })
  test('is open where something of the node is inside', () => {
    const open = (spec: string) =>
      wallsUnder('calico', `${spec}${PLAIN}`)
        .sharing.map(sharingText)
        .filter((row) => row.open)
        .map(({ word }) => word)
    expect(open('')).toEqual(['Users'])
    expect(open('hostUsers: false, ')).toEqual([])
    expect(open('hostNetwork: true, hostPID: true, hostIPC: true, ')).toEqual([
      'Network',
      'Processes',
      'Shared memory',
      'Users',
    ])
  })
  test('is read out in place of the picture', () => {
    expect(pictureLabel(wallsUnder('flannel', PLAIN))).toBe(
      'Picture: shop/web on node n1, a wall around its network with 1 container inside; a wire from eth0 to veth???????? on the bridge cni0; 2 other pods there.',
    )
    expect(pictureLabel(wallsUnder('flannel', HOST))).toBe(
      'Picture: shop/web stands on node n1 without a wall around its network; 1 container.',
    )
  })
  test('a port of the node, by whom it leads in', () => {
    const ported = (cni: CniName, spec = '') => {
      const walls = wallsUnder(
        cni,
        `${spec}containers: [{name: c, image: i, ports: [{containerPort: 53, hostPort: 5353, protocol: UDP}]}]`,
      )
      return plain(hostPortText(walls.hostPorts[0]!, walls))
    }
    expect(ported('flannel')).toBe(
      'The plugin portmap turns what comes to 5353 UDP on every address of the node into 53 of the pod. No Service is needed.',
    )
    expect(ported('cilium')).toContain('Cilium, as we believe,')
    expect(ported('reference')).toContain('As a rule the plugin portmap')
  })
})

describe('the level', () => {
  const view = (spec: string, labels = ''): WallsView => {
    const world =
      labels === ''
        ? worldWith(spec)
        : openWorld({
            documents: [
              {
                name: 'a',
                text: `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {${labels}}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {${spec}}`,
              },
            ],
          })
    return wallsOf(world, 'shop/web', { name: 'calico' })!
  }
  const enforce = (level: string) => `pod-security.kubernetes.io/enforce: ${level}`

  test('is said with what is missing to the next', () => {
    expect(plain(levelText(view(PLAIN).security))).toBe('It meets baseline. 4 controls keep it from restricted.')
    expect(plain(levelText(view(`hostPID: true, ${PLAIN}`).security))).toBe(
      'It meets no more than privileged. 1 control keeps it from baseline.',
    )
  })
  test('is missed field by field, with what is allowed', () => {
    const {
      security: { failures },
    } = view(`hostPID: true, ${PLAIN}`)
    expect(failures.baseline.flatMap(({ violations }) => violations.map((each) => plain(violationText(each))))).toEqual(
      ['is true, may be absent or false'],
    )
    expect(
      failures.restricted.flatMap(({ violations }) => violations.map((each) => plain(violationText(each)))),
    ).toContain('is absent, has to be false')
  })
  test('is asked for by the namespace', () => {
    expect(plain(admissionText(view(PLAIN)))).toMatch(
      /^Namespace shop asks for nothing: the API server takes every pod\./,
    )
    expect(plain(admissionText(view(PLAIN, enforce('restricted'))))).toBe(
      'The API server refuses the pod. Here it is drawn all the same.',
    )
    expect(plain(admissionText(view(PLAIN, enforce('baseline'))))).toBe('The API server takes the pod.')
  })
  test('and each label says what comes of it', () => {
    expect(
      modeTexts(
        view(
          PLAIN,
          `${enforce('restricted')}, pod-security.kubernetes.io/enforce-version: v1.25, pod-security.kubernetes.io/warn: restricted`,
        ).admission,
      ),
    ).toMatchObject([
      { mode: 'enforce', asks: 'restricted, as of v1.25', outcome: 'refused', fails: true },
      { mode: 'warn', asks: 'restricted', outcome: 'refused already' },
    ])
    expect(modeTexts(view(PLAIN, 'pod-security.kubernetes.io/audit: restricted').admission)).toMatchObject([
      { mode: 'audit', outcome: 'written into the audit log' },
    ])
    expect(modeTexts(view(PLAIN).admission)).toEqual([])
  })
})
