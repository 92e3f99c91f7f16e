import { describe, expect, test } from 'vitest'
import { printFieldPath } from '../../src/ground/span.ts'
import { labelsAt } from '../../src/manifests/fields.ts'
import { admissionOf } from '../../src/sim/walls/admission.ts'
import { CONTROLS, failuresAt, failuresText, podSecurity } from '../../src/sim/walls/pod-security.ts'
import { readPodManifest } from '../../src/sim/walls/pod-manifest.ts'
import { LATEST, readStandardsVersion } from '../../src/manifests/security-level.ts'
import { wallsFixtures } from './walls-fixture.ts'

const controls = wallsFixtures('test/fixtures/walls/controls', ['version', 'says', 'fields'])
const others = wallsFixtures('test/fixtures/walls', ['version', 'meets', 'next', 'labels', 'outcome', 'answer'])
const of = (name: string) => others.find((fixture) => fixture.name === name)!.cases
const minorOf = (version: unknown) => (version === undefined ? LATEST : readStandardsVersion(String(version))!).minor

test('every control has its fixture, which says where it is written down', () => {
  expect(controls.map(({ name }) => name).sort()).toEqual(CONTROLS.map(({ id }) => id).sort())
  for (const { source, cases } of [...controls, ...others]) {
    expect(source).toMatch(/^https:\/\//)
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  }
})

test('the controls of baseline are asked first, each level by id, as the server does', () => {
  expect(CONTROLS.map(({ id }) => id)).toEqual([
    'appArmorProfile',
    'capabilities_baseline',
    'hostNamespaces',
    'hostPathVolumes',
    'hostPorts',
    'hostProbesAndHostLifecycle',
    'privileged',
    'procMount',
    'seLinuxOptions',
    'seccompProfile_baseline',
    'sysctls',
    'windowsHostProcess',
    'allowPrivilegeEscalation',
    'capabilities_restricted',
    'procMount_restricted',
    'restrictedVolumes',
    'runAsNonRoot',
    'runAsUser',
    'seccompProfile_restricted',
  ])
})

describe.each(controls.map((fixture) => [fixture.name, fixture] as const))('%s', (id, { cases }) => {
  const control = CONTROLS.find((each) => each.id === id)!
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, { object, value }) => {
    const failure = failuresAt(readPodManifest(object), control.level, minorOf(value['version'])).find(
      (each) => each.control === id,
    )
    expect(failure ? failuresText([failure]) : null).toBe(value['says'] ?? null)
    if (value['fields'])
      expect(Object.fromEntries(failure!.violations.map(({ path, found }) => [printFieldPath(path), found]))).toEqual(
        value['fields'],
      )
    for (const { path } of failure?.violations ?? []) expect(path.length).toBeGreaterThan(1)
  })
})

describe('the level of a whole pod', () => {
  test.each(of('levels').map((each) => [each.name, each] as const))('%s', (_, { object, value }) => {
    const manifest = readPodManifest(object)
    const minor = minorOf(value['version'])
    const { level } = podSecurity(manifest, minor)
    expect(level).toBe(value['meets'])
    const next = level === 'privileged' ? 'baseline' : 'restricted'
    expect(failuresText(failuresAt(manifest, next, minor))).toBe(value['next'] ?? '')
  })
})

describe('the server', () => {
  test.each(of('admission').map((each) => [each.name, each] as const))('%s', (_, { object, value }) => {
    const { outcome, answer } = admissionOf(object, labelsAt(value, 'labels'), object.kind === 'Pod' ? 'p' : 'p-1')
    expect(outcome).toBe(value['outcome'])
    expect(answer).toBe(value['answer'] ?? null)
  })
})
