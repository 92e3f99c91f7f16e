import { dial, referenceOf, KERNEL_GIVES_UP } from '../dial.ts'
import { ended, type TestTool, type TranscriptLine } from '../tool.ts'

/** Words that a terminal can offer while one types. */
export const OFFERED: readonly string[] = ['-zv', '-u', '-w']

/** nc of OpenBSD, as far as `-z` goes: whether somebody answers. Source: https://man.openbsd.org/nc, netcat.c */
export const nc: TestTool = {
  name: 'nc',
  run(args, place) {
    const read = readArguments(args)
    if (typeof read === 'string') return ended([{ to: 'stderr', text: read, after: 0 }], 1)
    const { host, port, isUdp, isVerbose, wait } = read
    const protocol = isUdp ? ('UDP' as const) : ('TCP' as const)
    const probe = { from: place.at, to: referenceOf(host, place), port, protocol }
    const ways = dial(place, probe)
    const way = ways[0]
    const about = { about: 'probe', probe } as const
    const fails = (text: string, after: number) => ended([{ to: 'stderr', text: `nc: ${text}`, after, about }], 1)
    const at = `${host} port ${port} (${protocol.toLowerCase()})`
    const doubt: readonly TranscriptLine[] =
      ways.length > 1
        ? [
            {
              to: 'stderr',
              text: `# One of ${ways.length} outcomes: it depends on whom the connection meets.`,
              after: 0,
            },
          ]
        : []
    switch (way.contact) {
      case 'no-such':
      case 'unknown-name':
        return fails(`getaddrinfo for host "${host}" port ${port}: Name or service not known`, 0)
      case 'no-route':
        return fails(`connect to ${at} failed: No route to host`, 0)
      case 'dropped':
        // Nobody answers a datagram either way: it counts as sent.
        if (isUdp) break
        return fails(
          `connect to ${at} ${wait === null ? 'failed: Connection timed out' : 'timed out: Operation now in progress'}`,
          wait ?? KERNEL_GIVES_UP,
        )
      case 'refused':
        return isUdp ? ended([], 1) : fails(`connect to ${at} failed: Connection refused`, 0)
      case 'connected':
        if (!way.listens && !isUdp) return fails(`connect to ${at} failed: Connection refused`, 0)
    }
    return ended(
      [
        ...(isVerbose
          ? [
              {
                to: 'stderr' as const,
                text: `Connection to ${host} ${port} port [${protocol.toLowerCase()}/*] succeeded!`,
                after: 1,
                about,
              },
            ]
          : []),
        ...doubt,
      ],
      0,
    )
  },
}

interface Arguments {
  readonly host: string
  readonly port: number
  readonly isUdp: boolean
  readonly isVerbose: boolean
  /** Milliseconds; null: as long as the kernel tries. */
  readonly wait: number | null
}

function readArguments(args: readonly string[]): Arguments | string {
  const words: string[] = []
  const letters = new Set<string>()
  let wait: number | null = null
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!
    if (!arg.startsWith('-')) {
      words.push(arg)
      continue
    }
    const flags = arg.slice(1)
    const unknown = [...flags].find((letter) => !'zvnuw0123456789'.includes(letter))
    if (unknown !== undefined) return `nc: invalid option -- '${unknown}'`
    for (const letter of flags) letters.add(letter)
    if (flags.includes('w')) {
      const seconds = Number(flags.split('w')[1] || args[++index])
      if (!Number.isFinite(seconds) || seconds < 0) return 'nc: timeout cannot be negative'
      wait = seconds * 1000
    }
  }
  const [host, port] = words
  if (host === undefined || port === undefined) return 'usage: nc [-uvz] [-w timeout] destination port'
  const number = Number(port)
  if (!Number.isInteger(number) || number < 1 || number > 65535) return `nc: port number invalid: ${port}`
  return { host, port: number, isUdp: letters.has('u'), isVerbose: letters.has('v'), wait }
}
