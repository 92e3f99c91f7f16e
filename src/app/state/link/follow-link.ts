import type { LinkTarget } from '../../../lessons/prose.ts'
import type { Layout } from '../layout.svelte.ts'
import type { Session } from '../session.svelte.ts'
import { stationOf } from '../stations.ts'

/** Shows what a name in a lesson's text stands for: selects it in the picture, or goes to it in the text. */
export function followLink(target: Exclude<LinkTarget, { to: 'lesson' }>, session: Session, layout: Layout): void {
  switch (target.to) {
    case 'endpoint': {
      const cluster = session.snapshot?.cluster
      session.pin(cluster ? (stationOf(session.stations, cluster, target.ref)?.ref ?? target.ref) : target.ref)
      layout.half = 'cluster'
      break
    }
    case 'question':
      session.ask(target.question)
      layout.half = 'trace'
      break
    case 'tab':
      session.activate(target.name)
      layout.half = 'yaml'
      break
    case 'policy': {
      for (const { document, objects } of session.snapshot?.outline ?? []) {
        const found = objects.find(
          ({ kind, namespace, name }) =>
            kind.endsWith('Policy') && (namespace === null ? name : `${namespace}/${name}`) === target.name,
        )
        if (found)
          session.goTo({ document, start: { line: found.line, column: 1 }, end: { line: found.line, column: 1 } })
      }
      layout.half = 'yaml'
    }
  }
}
