import type { ProseBlock } from '../../lessons/prose.ts'

/** A rule's peers, and which pods they admit. */
export type PeersBlock = Extract<ProseBlock, { of: 'peers' }>

/** A text with lists of peers that follow each other put together, so that they can stand side by side. */
export function sideBySide(
  blocks: readonly ProseBlock[],
): readonly (Exclude<ProseBlock, { of: 'peers' }> | { readonly of: 'row'; readonly peers: readonly PeersBlock[] })[] {
  const rows: (Exclude<ProseBlock, { of: 'peers' }> | { of: 'row'; peers: PeersBlock[] })[] = []
  for (const block of blocks) {
    const last = rows.at(-1)
    if (block.of !== 'peers') rows.push(block)
    else if (last?.of === 'row') last.peers.push(block)
    else rows.push({ of: 'row', peers: [block] })
  }
  return rows
}
