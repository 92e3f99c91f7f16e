/** What the engine needs for the board of tiers and for nothing else: a part of its own, which is fetched when it is first looked at. */
export { askBoard } from '../world/board/ask.ts'
