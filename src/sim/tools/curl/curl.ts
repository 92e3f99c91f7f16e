import { dial, referenceOf, KERNEL_GIVES_UP } from '../dial.ts'
import { ended, type Contact, type Probe, type TestTool, type TranscriptLine, type Workplace } from '../tool.ts'
import { readOptions, type Options } from './options.ts'

/**
 * curl, as far as it shows whether something answers: the connection, and the status of a request that a proxy refuses.
 * What a program would answer nobody knows here. Source: https://curl.se/docs/manpage.html, exit codes and messages.
 */
export const curl: TestTool = {
  name: 'curl',
  run(args, place) {
    const options = readOptions(args)
    if (!options.ok) return ended([line('stderr', options.problem, 0)], 2)
    const { host, port, scheme } = options.value
    const to = referenceOf(host, place)
    const probe: Probe = {
      from: place.at,
      to,
      port,
      protocol: 'TCP',
      ...(scheme === 'http' && {
        http: { method: options.value.method, path: options.value.path, host, headers: options.value.headers },
      }),
    }
    const ways = dial(place, probe)
    const told = tell(ways[0], options.value, place)
    const about = { about: 'probe', probe } as const
    const doubt =
      ways.length > 1
        ? [line('stderr', `# One of ${ways.length} outcomes: it depends on whom the connection meets.`, 0)]
        : []
    return ended([...told.lines.map((each) => ({ ...each, about })), ...doubt], told.exitCode)
  },
}

interface Told {
  readonly lines: readonly TranscriptLine[]
  readonly exitCode: number
}

function tell(contact: Exclude<Contact, { readonly contact: 'depends' }>, options: Options, { at }: Workplace): Told {
  const { host, port, silent, maxTime } = options
  const fails = (exitCode: number, text: string, after: number): Told => ({
    exitCode,
    lines: silent ? [] : [line('stderr', `curl: (${exitCode}) ${text}`, after)],
  })
  switch (contact.contact) {
    case 'no-such':
      return fails(
        6,
        at === 'internet' || host !== '' ? `Could not resolve host: ${host}` : 'No host part in the URL',
        0,
      )
    case 'unknown-name':
      return fails(6, `Could not resolve host: ${host}`, 0)
    case 'refused':
      return fails(7, `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`, 0)
    case 'no-route':
      return fails(7, `Failed to connect to ${host} port ${port} after 0 ms: No route to host`, 0)
    case 'dropped':
      return maxTime === null
        ? fails(
            28,
            `Failed to connect to ${host} port ${port} after ${KERNEL_GIVES_UP} ms: Couldn't connect to server`,
            KERNEL_GIVES_UP,
          )
        : fails(28, `Connection timed out after ${maxTime} milliseconds`, maxTime)
    case 'rejected':
      return answered(contact.status, contact.body, options)
    case 'cut':
      return contact.how === 'closed'
        ? fails(52, 'Empty reply from server', 1)
        : contact.how === 'handshake'
          ? fails(35, 'TLS connect error', 1)
          : fails(options.scheme === 'https' ? 35 : 56, 'Recv failure: Connection reset by peer', 1)
    case 'connected':
      return contact.listens
        ? answered(200, 'ok', options)
        : fails(7, `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`, 0)
  }
}

/** What a proxy says that refuses is known; what a program says is not, so it says that it is a stand-in. */
function answered(status: number, body: string | null, options: Options): Told {
  const { host, port, method, path, showHeaders, verbose } = options
  const head = `HTTP/1.1 ${status} ${STATUS[status] ?? ''}`.trimEnd()
  const lines = [
    ...(verbose
      ? [
          `* Connected to ${host} port ${port}`,
          `> ${method} ${path} HTTP/1.1`,
          `> Host: ${host}${port === 80 ? '' : `:${port}`}`,
          '> Accept: */*',
          '> ',
          `< ${head}`,
          '< ',
        ].map((text) => line('stderr', text, 1))
      : []),
    ...(showHeaders ? [line('stdout', head, 1), line('stdout', '', 1)] : []),
    ...(method === 'HEAD' ? [] : body === null ? [] : [line('stdout', body, 1)]),
  ]
  return {
    exitCode: options.fail && status >= 400 ? 22 : 0,
    lines:
      options.fail && status >= 400
        ? [line('stderr', `curl: (22) The requested URL returned error: ${status}`, 1)]
        : lines,
  }
}

const STATUS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

function line(to: TranscriptLine['to'], text: string, after: number): TranscriptLine {
  return { to, text, after }
}
