import type { DocumentText } from '../../src/manifests/read.ts'
import type { PolicyKind } from '../../src/policy/kind.ts'
import type { CniChoice } from '../../src/world/index.ts'
import { kindsAtHand } from '../../src/policy/registry.ts'
import { fields, list, readText, text, yamlFiles } from './yaml-file.ts'

/** One file of `test/fixtures/findings`, named after its code: what raises the finding, and what nearly does. */
export interface FindingFixture {
  readonly path: string
  readonly code: string
  readonly about: string
  readonly source: string
  readonly raises: readonly RaisingCase[]
  readonly nearly: readonly FindingCase[]
}

export interface FindingCase {
  readonly name: string
  readonly documents: readonly DocumentText[]
  /** The network plugin. */
  readonly cni: CniChoice
}

export interface RaisingCase extends FindingCase {
  readonly severity: 'warning' | 'note'
  /** The whole text of the finding; null: not compared. */
  readonly says: string | null
  /** Every fix that is offered, in order. */
  readonly fixes: readonly ExpectedFix[]
}

export interface ExpectedFix {
  readonly label: string
  readonly opens: number
  readonly closes: number
  /** The policy's document afterwards; null: not compared. */
  readonly text: string | null
}

/** The document that holds the policy which a case is about. */
export const POLICY = 'policy'

export function findingFixtures(): readonly FindingFixture[] {
  return yamlFiles('test/fixtures/findings').map(({ path, name, value }) => {
    const file = fields(value, path, { required: ['about', 'source', 'raises', 'nearly'] })
    return {
      path,
      code: name,
      about: text(file['about'], `${path} about`),
      source: text(file['source'], `${path} source`),
      raises: list(file['raises'], `${path} raises`).map((item, index) =>
        readRaising(item, `${path} raises ${index + 1}`),
      ),
      nearly: list(file['nearly'], `${path} nearly`).map((item, index) =>
        readCase(
          fields(item, `${path} nearly ${index + 1}`, { required: ['name'], optional: WORLD }),
          `${path} nearly ${index + 1}`,
        ),
      ),
    }
  })
}

const WORLD = ['cluster', 'also', 'kind', 'spec', 'policies', 'cni']

function readRaising(item: unknown, place: string): RaisingCase {
  const value = fields(item, place, { required: ['name'], optional: [...WORLD, 'severity', 'says', 'fixes'] })
  return {
    ...readCase(value, place),
    severity: value['severity'] === 'note' ? 'note' : 'warning',
    says: value['says'] === undefined ? null : text(value['says'], `${place} says`),
    fixes:
      value['fixes'] === undefined
        ? []
        : list(value['fixes'], `${place} fixes`).map((fix, index) =>
            readFix(fix, kindOf(value, place), `${place} fix ${index + 1}`),
          ),
  }
}

/**
 * `spec` is the spec of a policy called `p`, of `kind`: a NetworkPolicy of `shop` unless it says otherwise. `policies`
 * are whole documents. `cni` is the network plugin, the reference unless it says otherwise.
 */
function readCase(value: Readonly<Record<string, unknown>>, place: string): FindingCase {
  const policy =
    value['policies'] === undefined
      ? policyOf(kindOf(value, place), text(value['spec'], `${place} spec`))
      : text(value['policies'], `${place} policies`)
  return {
    name: text(value['name'], `${place} name`),
    cni: (value['cni'] ?? { name: 'reference' }) as CniChoice,
    documents: [
      { name: POLICY, text: policy },
      {
        name: 'cluster',
        text: readText(`test/fixtures/clusters/${text(value['cluster'] ?? 'shop', `${place} cluster`)}.yaml`),
      },
      ...(value['also'] === undefined ? [] : [{ name: 'also', text: text(value['also'], `${place} also`) }]),
    ],
  }
}

function readFix(item: unknown, kind: PolicyKind, place: string): ExpectedFix {
  const value = fields(item, place, { required: ['label', 'opens', 'closes'], optional: ['spec'] })
  return {
    label: text(value['label'], `${place} label`),
    opens: Number(value['opens']),
    closes: Number(value['closes']),
    text: value['spec'] === undefined ? null : policyOf(kind, text(value['spec'], `${place} spec`)),
  }
}

function kindOf(value: Readonly<Record<string, unknown>>, place: string): PolicyKind {
  const name = text(value['kind'] ?? 'NetworkPolicy', `${place} kind`)
  const kind = kindsAtHand().find((each) => each.kind === name)
  if (!kind) throw new Error(`${place} kind is no kind of policy`)
  return kind
}

function policyOf({ apiVersion, kind, scope }: PolicyKind, spec: string): string {
  const head = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${kind === 'BaselineAdminNetworkPolicy' ? 'default' : 'p'}\n${scope === 'Cluster' ? '' : '  namespace: shop\n'}spec:`
  return spec.startsWith('{') ? `${head} ${spec}` : `${head}\n${spec.replaceAll(/^(?=.)/gm, '  ')}`
}
