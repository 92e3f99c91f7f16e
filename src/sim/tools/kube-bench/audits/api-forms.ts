import { fieldAt } from '../../../../manifests/fields.ts'
import { containersOf, type ApiPod } from '../../../machines/api-objects.ts'
import { mayRequest, type Asker } from '../../../machines/rbac.ts'
import type { AuditOutput } from '../judge-check.ts'
import { goJson } from '../go-text.ts'
import type { AuditForm } from './audit-form.ts'

/**
 * Audits that ask the API server. They are scripts that ask object by object and print one line for each; they are
 * known by the objects and the field that they ask for.
 */
const can: AuditForm = (command, { api }) => {
  const match = /^echo "(\w+): \$\(kubectl auth can-i ([\w,*]+) ([\w./*]+) --all-namespaces --as=(\S+)\)"$/.exec(
    command,
  )
  if (!match) return null
  const [, label, verbs, resource, user] = match as unknown as [string, string, string, string, string]
  const asker: Asker = { user, groups: ['system:authenticated'] }
  const yes = verbs
    .split(',')
    .every((verb) => mayRequest(api.rbac, asker, { verb, group: '', resource, namespace: null }))
  return lines([`${label}: ${yes ? 'yes' : 'no'}`])
}

const administrators: AuditForm = (command, { api: { rbac } }) => {
  if (
    !command.startsWith('kubectl get clusterrolebindings ') ||
    !command.includes('"${role_binding}" == "cluster-admin"')
  )
    return null
  return lines(
    inOrder(rbac.bindings.filter(({ namespace }) => namespace === null)).map(
      ({ name, role, subjects }) =>
        `**role_name: ${name} role_binding: ${role.name} subject: ${subjects.map((subject) => subject.name).join(',') || '<none>'} is_compliant: ${name === 'cluster-admin' || role.name !== 'cluster-admin'}`,
    ),
  )
}

const wildcards: AuditForm = (command, { api: { rbac } }) => {
  if (
    !command.includes('kubectl get roles --all-namespaces') ||
    !command.includes('clusterrole_is_compliant') ||
    !command.includes('grep -q')
  )
    return null
  const compliant = (rules: string) => !rules.includes('["*"]')
  return lines(
    inOrder(rbac.roles)
      .sort((a, b) => Number(a.namespace === null) - Number(b.namespace === null))
      .map(({ namespace, name, rules }) => {
        const text = goJson(rules)
        return namespace === null
          ? `**clusterrole_name: ${name} clusterrole_rules: ${text} clusterrole_is_compliant: ${compliant(text)}`
          : `**role_name: ${name} role_namespace: ${namespace} role_rules: ${text} role_is_compliant: ${compliant(text)}`
      }),
  )
}

const defaultAccounts: AuditForm = (command, { api: { serviceAccounts } }) => {
  if (!command.startsWith('kubectl get serviceaccount --all-namespaces --field-selector metadata.name=default '))
    return null
  return lines(
    serviceAccounts
      .filter(({ name }) => name === 'default')
      .map(
        ({ namespace, automount }) =>
          `namespace: ${namespace}, kind: ServiceAccount, name: default, automountServiceAccountToken: ${automount ?? 'notset'}`,
      ),
  )
}

const tokens: AuditForm = (command, { api: { pods, serviceAccounts } }) => {
  if (
    !command.startsWith('kubectl get pods --all-namespaces ') ||
    !command.includes('svacc_is_automountserviceaccounttoken')
  )
    return null
  return lines(
    pods.map(({ namespace, name, spec, serviceAccount }) => {
      const account = serviceAccounts.find((each) => each.namespace === namespace && each.name === serviceAccount)
      const ofAccount = account ? text(account.automount) : ''
      const ofPod = text(fieldAt(spec, 'automountServiceAccountToken'))
      const compliant =
        (ofAccount === 'false' && (ofPod === 'false' || ofPod === 'notset')) ||
        (ofAccount === 'true' && ofPod === 'false')
      return `**namespace: ${namespace} pod_name: ${name} service_account: ${serviceAccount} pod_is_automountserviceaccounttoken: ${ofPod} svacc_is_automountServiceAccountToken: ${ofAccount} is_compliant: ${compliant}`
    }),
  )
}

/** A field that is empty counts as fine, whatever it would say: a pod that spells out `false` is not. */
const hostFields: AuditForm = (command, { api: { pods } }) => {
  const field = command.startsWith('kubectl get pods --all-namespaces ')
    ? /-o jsonpath='\{\.spec\.(host(?:Network|PID|IPC))\}'/.exec(command)?.[1]
    : undefined
  if (field === undefined) return null
  return lines(
    pods.map(({ namespace, name, spec }) => {
      const value = fieldAt(spec, field)
      return `***pod_name: ${name} pod_namespace: ${namespace} is_pod_${field.toLowerCase()}: ${value === undefined ? 'false' : String(value)} is_compliant: ${value === undefined}`
    }),
  )
}

const containerFields: AuditForm = (command, { api: { pods } }) => {
  const field = command.startsWith('kubectl get pods --all-namespaces ')
    ? /jq -r '\.securityContext\.(privileged|allowPrivilegeEscalation)'/.exec(command)?.[1]
    : undefined
  if (field === undefined) return null
  const label = field === 'privileged' ? 'privileged' : 'allowprivesc'
  return lines(
    pods.flatMap((pod: ApiPod) =>
      containersOf(pod).map(({ name, value }) => {
        const found = text(fieldAt(value, 'securityContext', field))
        return `***pod_name: ${pod.name} container_name: ${name} pod_namespace: ${pod.namespace} is_container_${label}: ${found} is_compliant: ${found !== 'true'}`
      }),
    ),
  )
}

/**
 * Which namespaces have no NetworkPolicy. The benchmarks of EKS, GKE and AKS ask it by a script each; our own checks
 * ask it so.
 */
const policies: AuditForm = (command, { api: { namespaces, policed } }) => {
  const all = /echo "?(ALL_NAMESPACES_HAVE_NETWORK_?POLICIES)"?/.exec(command)?.[1]
  if (all === undefined || !command.includes('kubectl get') || !/networkpolic/i.test(command)) return null
  const leavesOut = GIVEN.filter((name) => new RegExp(`\\b${name}\\b`).test(command))
  const bare = namespaces.filter((name) => !policed.has(name) && !leavesOut.includes(name))
  return bare.length === 0 ? lines([all]) : lines(bare.map((name) => `${name} has no NetworkPolicy`))
}

const GIVEN = ['kube-system', 'kube-public', 'kube-node-lease']

/** Audits that ask the API server, in the order in which they are tried. */
export const API_FORMS: readonly AuditForm[] = [
  can,
  administrators,
  wildcards,
  defaultAccounts,
  tokens,
  hostFields,
  containerFields,
  policies,
]

function text(value: unknown): string {
  return value === null || value === undefined ? 'notset' : String(value)
}

function lines(all: readonly string[]): AuditOutput {
  return { text: all.map((line) => `${line}\n`).join(''), exit: 0 }
}

/** As kubectl lists them. */
function inOrder<Item extends { readonly namespace: string | null; readonly name: string }>(
  items: readonly Item[],
): Item[] {
  const key = ({ namespace, name }: Item) => `${namespace ?? ''}/${name}`
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
