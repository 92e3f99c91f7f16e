import type { Question } from '../../../world/answer.ts'
import { cniOptions, cniTitle } from '../cni.ts'
import type { CniSetting } from '../../../sim/cni/choice.ts'
import { code, list, say, type Sentence } from '../sentence.ts'

/** What a name is called where it stands; `shop/api` may be just `api`. */
export type NameOf = (ref: string) => string

/** Whether a pattern of a goal stands for several: `shop/*`, `*`. */
export const isMany = (pattern: string) => pattern.includes('*')

/** `web`, `web and cache`, `every pod in shop`. */
export function ends(patterns: readonly string[], nameOf: NameOf, many: 'every' | 'any' | 'no'): Sentence {
  return list(
    patterns.map((pattern): Sentence => {
      if (!isMany(pattern)) return place(pattern, nameOf)
      const [, namespace] = /^([^*/]+)\/\*$/.exec(pattern) ?? []
      if (pattern === '*') return say`${many === 'no' ? 'nobody' : 'everybody'}`
      if (namespace) return say`${many} pod in ${code(namespace)}`
      return pattern === '*/*' ? say`${many} pod` : say`${many} pod ${code(pattern)}`
    }),
  )
}

/** One end of a flow: a pod by the name that the lesson has for it, or what else can be named. */
export function place(ref: string, nameOf: NameOf): Sentence {
  if (ref === 'internet') return say`the internet`
  const [, kind, rest] = /^(svc|node|name|ip):(.+)$/.exec(ref) ?? []
  if (kind === 'svc') return say`the Service ${code(nameOf(rest!))}`
  if (kind === 'node') return say`node ${code(rest!)}`
  if (kind === 'name') return say`the name ${code(rest!)}`
  return say`${code(kind === 'ip' ? rest! : nameOf(ref))}`
}

/** ` on 53 UDP`; empty: no port is asked for. */
export function onPort({ port, protocol }: Pick<Question, 'port' | 'protocol'>): Sentence {
  return port === undefined ? [] : say` on ${`${port}${protocol && protocol !== 'TCP' ? ` ${protocol}` : ''}`}`
}

/** `Flannel, VXLAN`, and what is chosen beside. */
export function pluginText(cni: CniSetting): string {
  const options = cniOptions(cni)
  return options === '' ? cniTitle(cni) : `${cniTitle(cni)} (${options})`
}

/** `node-credentials` is what a lesson calls the node credentials. */
export function lootName(id: string): string {
  return `the ${id.replaceAll('-', ' ')}`
}
