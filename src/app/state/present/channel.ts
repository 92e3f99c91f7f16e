import { packWork, readWork, type Work } from '../work.ts'
import { packShow, readShow, type Show } from './stage.ts'

/**
 * What the windows of a presentation tell each other, on this computer and without a network.
 *
 * - `join`: a window came, calls itself `from`, and asks what is shown. `show`: the whole presentation, and the work as
 *   it stands on the screen; `to` a window that came, or (null) to all, because another stage is on. `isPrepared`: from
 *   somebody who does not see what is on the screen; who does knows better.
 * - `work`: somebody edited, asked, or opened another view. `spot`: everything but the asked flow is dimmed, or not any
 *   more.
 */
export type ShowMessage =
  | { readonly type: 'join'; readonly from: string }
  | {
      readonly type: 'show'
      readonly to: string | null
      readonly isPrepared: boolean
      readonly show: Show
      readonly work: Work
      readonly spot: boolean
    }
  | { readonly type: 'work'; readonly id: string; readonly work: Work }
  | { readonly type: 'spot'; readonly id: string; readonly spot: boolean }

/** The part of `BroadcastChannel` that is used. */
export interface ChannelLike {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent<unknown>) => void) | null
  close(): void
}

const NAME = 'reachable.present'

/** The line between the windows of this browser. */
export class ShowChannel {
  constructor(private readonly channel: ChannelLike = new BroadcastChannel(NAME)) {}

  /** What cannot be read is not heard. */
  listen(hear: (message: ShowMessage) => void): void {
    this.channel.onmessage = ({ data }) => {
      const message = readMessage(data)
      if (message) hear(message)
    }
  }

  tell(message: ShowMessage): void {
    switch (message.type) {
      case 'show':
        return this.channel.postMessage({ ...message, show: packShow(message.show), work: packWork(message.work) })
      case 'work':
        return this.channel.postMessage({ ...message, work: packWork(message.work) })
      default:
        return this.channel.postMessage(message)
    }
  }

  close(): void {
    this.channel.close()
  }
}

function readMessage(data: unknown): ShowMessage | null {
  if (typeof data !== 'object' || data === null) return null
  const { type, id, show, work, spot, from, to, isPrepared } = data as Readonly<Record<string, unknown>>
  switch (type) {
    case 'join':
      return typeof from === 'string' ? { type, from } : null
    case 'spot':
      return typeof id === 'string' ? { type, id, spot: spot === true } : null
    case 'work': {
      const read = readWork(work)
      return read && typeof id === 'string' ? { type, id, work: read } : null
    }
    case 'show': {
      const whole = readShow(show)
      const read = readWork(work)
      return whole && read
        ? {
            type,
            to: typeof to === 'string' ? to : null,
            isPrepared: isPrepared === true,
            show: whole,
            work: read,
            spot: spot === true,
          }
        : null
    }
    default:
      return null
  }
}
