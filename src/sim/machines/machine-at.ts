import { programOf, type Machine } from './machine.ts'

/**
 * The machine that somebody stands on: of a node, that node's; elsewhere the first control plane's, else the first.
 * Null: there is none.
 */
export function machineAt(machines: readonly Machine[], at: string): Machine | null {
  const node = /^node:(.*)$/s.exec(at)?.[1]
  return machines.find(({ name }) => name === node) ?? machines.find(isControlPlane) ?? machines[0] ?? null
}

/** Whether an API server runs on it. */
export function isControlPlane({ processes }: Machine): boolean {
  return processes.some((process) => programOf(process) === 'kube-apiserver')
}
