import type { Question } from './answer.ts'

/** Prints what `parseQuestion` reads; `protocol` TCP is left out, and so are headers, which have no place in it. */
export function printQuestion({ from, to, port, protocol, http, dns, sni }: Question): string {
  const said = http ? ` ${http.method ?? 'GET'} ${http.path ?? '/'}${http.host === undefined ? '' : ` host=${http.host}`}` : dns ? ` dns ${dns.name}` : sni === undefined ? '' : ` sni ${sni}`
  const target = /^ip:.*:/.test(to) ? `ip:[${to.slice('ip:'.length)}]` : to
  return `${from} -> ${target}${port === undefined ? '' : `:${port}`}${protocol === undefined || protocol === 'TCP' ? '' : `/${protocol}`}${said}`
}
