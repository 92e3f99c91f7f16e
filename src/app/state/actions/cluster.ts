import { flushSync } from 'svelte'
import type { SourceSpan } from '../../../ground/span.ts'
import { PALETTE } from '../../text/catalogue/en/palette.ts'
import { diagnosticText } from '../../text/diagnostic.ts'
import { plain } from '../../text/sentence.ts'
import { closeDocument } from '../close-document.ts'
import type { AppState } from '../context.ts'
import { orderedProblems } from '../problems.ts'
import { focusFirst } from '../shortcuts.ts'
import { SKELETONS } from '../skeletons.ts'
import { action, type Action } from './action.ts'

/** What the documents hold, and the documents themselves. */
export function clusterActions(app: AppState): readonly Action[] {
  return [
    ...problemActions(app),
    ...documentActions(app),
    ...objectActions(app),
    ...stationActions(app),
    ...newActions(app),
  ]
}

function problemActions(app: AppState): readonly Action[] {
  const { session } = app
  return orderedProblems(session.snapshot?.diagnostics ?? [], session.active).flatMap((problem, index) => {
    const { span } = problem
    if (!span) return []
    const message = plain(diagnosticText(problem).message)
    return [
      action({
        id: `problem.${index}`,
        group: 'problems',
        label: message,
        detail: `${span.document}, ${span.start.line}`,
        also: problem.severity,
        run: () => showPlace(app, span),
      }),
    ]
  })
}

function documentActions(app: AppState): readonly Action[] {
  const { session, notices } = app
  const { active } = session
  const { closed } = session
  return [
    ...session.documents.map(({ name }) =>
      action({
        id: `document.${name}`,
        group: 'documents',
        label: name,
        isName: true,
        detail: name === active ? PALETTE.now : '',
        run: () => {
          toEditor(app, () => session.activate(name))
        },
      }),
    ),
    ...(session.document
      ? [
          action({
            id: 'document-close',
            group: 'documents',
            label: PALETTE.closeDocument(active),
            run: () => closeDocument(session, notices, active),
          }),
        ]
      : []),
    ...(closed
      ? [
          action({
            id: 'document-reopen',
            group: 'documents',
            label: PALETTE.undoClose(closed.name),
            run: () => {
              session.undoClose()
              notices.dismiss('closed')
            },
          }),
        ]
      : []),
  ]
}

/** Policies first. */
function objectActions(app: AppState): readonly Action[] {
  const all = (app.session.snapshot?.outline ?? []).flatMap(({ document, objects }) =>
    objects.map((object) => ({ document, ...object })),
  )
  const isPolicy = ({ kind }: { readonly kind: string }) => kind.endsWith('Policy')
  return [...all.filter(isPolicy), ...all.filter((object) => !isPolicy(object))].map(
    ({ document, kind, namespace, name, line }) => {
      const at = { line, column: 1 }
      return action({
        id: `object.${kind}/${namespace ?? ''}/${name}`,
        group: 'objects',
        label: namespace === null ? name : `${namespace}/${name}`,
        isName: true,
        detail: kind,
        also: document,
        run: () => showPlace(app, { document, start: at, end: at }),
      })
    },
  )
}

function stationActions(app: AppState): readonly Action[] {
  const { session, walls } = app
  return [
    ...session.stations.map(({ ref, name, detail, group }) =>
      action({
        id: `station.${ref}`,
        group: 'stations',
        label: name,
        isName: true,
        detail: detail === '' ? PALETTE.ends[group] : detail,
        also: PALETTE.ends[group],
        run: () => showStation(app, ref),
      }),
    ),
    ...session.stations
      .filter(({ group }) => group === 'Workloads')
      .map(({ ref, name }) =>
        action({ id: `walls.${ref}`, group: 'walls', label: PALETTE.wallsOf(name), run: () => walls.open(ref) }),
      ),
  ]
}

function newActions(app: AppState): readonly Action[] {
  return SKELETONS.map(({ kind, name, text }) =>
    action({
      id: `new.${kind}`,
      group: 'new',
      label: kind,
      run: () => toEditor(app, () => app.session.add({ name, text })),
    }),
  )
}

/** Pins it in the graph, which has the focus then; the matrix marks what is pinned too. */
function showStation({ session, layout }: AppState, ref: string): void {
  flushSync(() => {
    if (!layout.isPair) layout.half = 'cluster'
    session.setView('graph')
    session.pin(ref)
  })
  focusFirst(`#picture [data-stop="${CSS.escape(ref)}"]`)
}

function showPlace(app: AppState, span: SourceSpan): void {
  toEditor(app, () => app.session.goTo(span))
}

/** The text has to be on the screen before it is asked to show something. */
function toEditor({ layout, lessons }: AppState, show: () => void): void {
  flushSync(() => {
    layout.half = 'yaml'
    lessons.attacking = false
  })
  show()
}
