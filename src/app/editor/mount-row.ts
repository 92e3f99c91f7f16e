import { mount, unmount } from 'svelte'
import LensRowView from './LensRow.svelte'
import type { LensRow } from './lens-rows.ts'

/** A row in an element of its own, for an editor that places it. The element stays the same when the words change. */
export interface MountedRow {
  readonly element: HTMLElement
  update(row: LensRow): void
  remove(): void
}

/** Mounts a row outside of the page; whoever places the element removes it. */
export function mountRow(first: LensRow): MountedRow {
  const element = document.createElement('div')
  const show = (row: LensRow) => mount(LensRowView, { target: element, props: { row } })
  let view = show(first)
  return {
    element,
    update(row) {
      void unmount(view)
      view = show(row)
    },
    remove() {
      void unmount(view)
      element.remove()
    },
  }
}
