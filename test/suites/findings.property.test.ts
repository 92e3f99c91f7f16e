import fc from 'fast-check'
import { dump } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { isForPods } from '../../src/policy/form.ts'
import { evaluateFlow } from '../../src/engine/evaluate.ts'
import { fitsFlow } from '../../src/engine/fits.ts'
import type { Diagnostic } from '../../src/ground/diagnostic.ts'
import { isFindingCode } from '../../src/ground/finding.ts'
import { applyEdits } from '../../src/ground/text-edit.ts'
import type { DocumentText } from '../../src/manifests/read.ts'
import type { PodEndpoint } from '../../src/model/endpoint.ts'
import type { CompiledPolicy, Rule } from '../../src/policy/form.ts'
import { matchesPod, type Flow } from '../../src/policy/match.ts'
import { openWorld, type World } from '../../src/world/index.ts'
import { bounded } from './bounded.ts'
import { setting } from './generate-setting.ts'
import { PROTOCOLS } from './generate-words.ts'
import { cluster, documentsOf, type GeneratedCluster } from './generate.ts'
import { shuffled } from './shuffle.ts'

const findings = ({ diagnostics }: World) => diagnostics.filter(({ code }) => isFindingCode(code))
const like = (world: World, { code, subject }: Diagnostic) =>
  findings(world).filter((each) => each.code === code && each.subject?.name === subject?.name).length

/** The kube-system of a usual cluster, so that DNS is among what can be closed. */
const DNS: DocumentText = {
  name: 'dns',
  text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: dns, namespace: kube-system, labels: {k8s-app: kube-dns}}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53}]}]}\nstatus: {podIPs: [{ip: 10.0.0.53}, {ip: "fd00::53"}]}\n',
}

/** The policies as JSON, on one line each, and as YAML in lines. */
const styles: readonly ((generated: GeneratedCluster) => readonly DocumentText[])[] = [
  (generated) => [...documentsOf(generated), DNS],
  (generated) => [
    documentsOf(generated)[0]!,
    { name: 'policies', text: generated.policies.map((policy) => dump(policy)).join('---\n') },
    DNS,
  ],
]

test('every fix that is offered removes its finding, breaks nothing and keeps its promise', () => {
  let tried = 0
  fc.assert(
    fc.property(cluster, fc.constantFrom(...styles), (generated, write) => {
      const documents = write(generated)
      const world = openWorld({ documents })
      for (const finding of findings(world)) {
        for (const { edits, promises, does } of world.fixes(finding)) {
          tried++
          const after = documents.map(({ name, text }) => ({
            name,
            text: applyEdits(
              text,
              edits.filter(({ document }) => document === name),
            ),
          }))
          const mended = openWorld({ documents: after })
          const told = {
            errors: mended.diagnostics.filter(({ severity }) => severity === 'error'),
            fewer: like(mended, finding) < like(world, finding),
            diff: mended.diff(openWorld({ documents })),
          }
          if (told.errors.length > 0 || !told.fewer || JSON.stringify(told.diff) !== JSON.stringify(promises))
            expect({ finding, does, edits, ...told }).toEqual('a fix that holds')
        }
      }
    }),
    bounded(40, 15_000),
  )
  expect(tried).toBeGreaterThan(20)
}, 60_000)

test('findings are the same whatever the order of documents, objects and keys', () => {
  const told = (world: World) =>
    findings(world)
      .map(({ span: _, ...facts }) =>
        JSON.stringify(facts, (key, value: unknown) =>
          key === 'peer' || key === 'rule' || key === 'by' || key === 'byRule' ? null : value,
        ),
      )
      .sort()
  fc.assert(
    fc.property(
      cluster.chain((generated) => fc.tuple(fc.constant(generated), shuffled(generated))),
      ([generated, documents]) => {
        expect(told(openWorld({ documents: [...documents, DNS] }))).toEqual(
          told(openWorld({ documents: [...documentsOf(generated), DNS] })),
        )
      },
    ),
    bounded(60),
  )
})

test('what is found after an edit is what is found in a world opened from scratch', () => {
  fc.assert(
    fc.property(cluster, cluster, fc.nat(3), (first, second, kept) => {
      const before = openWorld({ documents: documentsOf(first) })
      findings(before)
      const documents = documentsOf({ ...first, policies: [...first.policies.slice(0, kept), ...second.policies] })
      expect(findings(openWorld({ documents }, before))).toEqual(findings(openWorld({ documents })))
    }),
    bounded(60),
  )
})

test('under every network plugin too, whatever the order of documents', () => {
  fc.assert(
    fc.property(
      cluster.chain((generated) => fc.tuple(fc.constant(generated), shuffled(generated))),
      setting,
      ([generated, documents], cni) => {
        const told = (world: World) =>
          findings(world)
            .map(({ code, subject }) => `${code} ${subject?.kind} ${subject?.namespace}/${subject?.name}`)
            .sort()
        const before = openWorld({ documents: documentsOf(generated), cni })
        expect(told(openWorld({ documents, cni }))).toEqual(told(before))
        const fewer = documentsOf({ ...generated, policies: generated.policies.slice(1) })
        expect(findings(openWorld({ documents: fewer, cni }, before))).toEqual(
          findings(openWorld({ documents: fewer, cni })),
        )
      },
    ),
    bounded(80),
  )
})

/** The compiled rule that a finding about a rule speaks of. */
function ruleOf(
  world: World,
  { subject }: Diagnostic,
  { section, rule }: { readonly section: string; readonly rule: number },
): { readonly policy: CompiledPolicy; readonly rule: Rule } {
  const policy = world.policies.policies.find(
    (each) => each.namespace === subject!.namespace && each.name === subject!.name && each.direction === section,
  )!
  return { policy, rule: policy.rules.find(({ index }) => index === rule)! }
}

const live = (world: World) =>
  world.cluster.pods.flatMap(({ endpoint }) => (endpoint?.kind === 'pod' ? [endpoint] : []))

/** Every flow between two different pods over each family they share, on each port that anybody cares about. */
function* flowsBetween(sources: readonly PodEndpoint[], destinations: readonly PodEndpoint[]): Iterable<Flow> {
  for (const source of sources)
    for (const destination of destinations)
      for (const sourceAddress of source === destination ? [] : source.addresses)
        for (const destinationAddress of destination.addresses) {
          if (sourceAddress.family !== destinationAddress.family) continue
          for (const protocol of PROTOCOLS)
            for (const port of [9, 52, 53, 80, 81, 85])
              yield {
                source,
                destination,
                sourceAddress,
                destinationAddress,
                protocol,
                port,
                name: null,
                hairpin: false,
                service: null,
              }
        }
}

describe('what findings say is true', () => {
  const each =
    (
      codes: readonly string[],
      runs: number,
      check: (
        world: World,
        finding: Diagnostic,
        documents: readonly DocumentText[],
        generated: GeneratedCluster,
      ) => boolean,
    ) =>
    () => {
      let seen = 0
      fc.assert(
        fc.property(cluster, (generated) => {
          const documents = styles[0]!(generated)
          const world = openWorld({ documents })
          for (const finding of findings(world)) {
            if (!codes.includes(finding.code)) continue
            seen++
            if (!check(world, finding, documents, generated)) expect(finding).toBe('true')
          }
        }),
        bounded(runs),
      )
      return seen
    }
  const without = (documents: readonly DocumentText[], generated: GeneratedCluster, subject: Diagnostic['subject']) => {
    const kept = {
      ...generated,
      policies: generated.policies.filter(({ metadata }) => (metadata as { name: string }).name !== subject!.name),
    }
    return openWorld({ documents: [...documentsOf(kept), documents.at(-1)!] })
  }

  test(
    'a policy that changes nothing can go',
    each(
      ['policy-changes-nothing'],
      400,
      (world, { subject }, documents, generated) =>
        JSON.stringify(
          without(documents, generated, subject)
            .connections()
            .filter(({ from, to }) => isInside(from) && isInside(to)),
        ) === JSON.stringify(world.connections().filter(({ from, to }) => isInside(from) && isInside(to))),
    ),
  )

  test(
    'a rule that is covered, or said twice, can go',
    each(['rule-covered', 'duplicate-rule'], 300, (world, finding, documents) =>
      world.fixes(finding).every(({ edits }) => {
        const after = openWorld({
          documents: documents.map(({ name, text }) => ({
            name,
            text: applyEdits(
              text,
              edits.filter(({ document }) => document === name),
            ),
          })),
        })
        return (
          JSON.stringify(after.connections().filter(({ from, to }) => isInside(from) && isInside(to))) ===
          JSON.stringify(world.connections().filter(({ from, to }) => isInside(from) && isInside(to)))
        )
      }),
    ),
  )

  test(
    'nothing that a rule with one end opens gets through',
    each(['one-end-opened'], 200, (world, finding) => {
      if (finding.code !== 'one-end-opened') return false
      const { policy, rule } = ruleOf(world, finding, finding)
      const own = live(world).filter(({ pod }) => isForPods(policy) && matchesPod(policy.subject, pod))
      const [sources, destinations] = finding.section === 'ingress' ? [live(world), own] : [own, live(world)]
      for (const flow of flowsBetween(sources, destinations))
        if (fitsFlow(rule, flow, world.policies.profile.view) && evaluateFlow(flow, world.policies).allowed)
          return false
      return true
    }),
  )

  test(
    'so many pods cannot ask DNS',
    each(['dns-closed'], 200, (world, finding) => {
      const holding = (source: PodEndpoint) =>
        world.policies.policies.filter(
          ({ kind, direction, subject }) =>
            kind === 'NetworkPolicy' &&
            direction === 'egress' &&
            subject.kind === 'pods' &&
            matchesPod(subject, source.pod),
        )
      const closed = live(world).filter(
        (source) =>
          source.pod.namespace.name === finding.subject!.namespace &&
          holding(source).length > 0 &&
          ![
            ...flowsBetween(
              [source],
              live(world).filter(({ pod }) => pod.namespace.name === 'kube-system'),
            ),
          ].some(
            (flow) =>
              flow.protocol === 'UDP' &&
              flow.port === 53 &&
              (holding(source).some(({ rules }) =>
                rules.some((rule) => fitsFlow(rule, flow, world.policies.profile.view)),
              ) ||
                evaluateFlow(flow, world.policies).gates.find(({ at }) => at === 'egress')!.passage === 'allowed'),
          ),
      )
      const told = findings(world).flatMap((other) =>
        other.code === 'dns-closed' && other.subject!.namespace === finding.subject!.namespace ? [other.pods] : [],
      )
      return told.reduce((sum, pods) => sum + pods, 0) === closed.length
    }),
  )

  test(
    'a rule that admits nobody fits no pod',
    each(
      ['rule-admits-nobody', 'peer-elsewhere', 'namespace-label-unknown', 'peer-on-host-network'],
      200,
      (world, finding) => {
        if (!('rule' in finding)) return false
        const { rule } = ruleOf(world, finding, finding)
        const peers = rule.when.flatMap((condition) => (condition.aspect === 'peer' ? condition.anyOf : []))
        const only = finding.code === 'rule-admits-nobody' ? peers : [peers[(finding as { peer: number }).peer]!]
        return only.every(
          (matcher) => matcher.kind === 'pods' && live(world).every(({ pod }) => !matchesPod(matcher, pod)),
        )
      },
    ),
  )
})

/** Ends outside come and go with the blocks that policies name. */
const isInside = (ref: string) => ref !== 'internet' && !ref.startsWith('ip:')
