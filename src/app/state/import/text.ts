/**
 * The text of a file: UTF-8, or UTF-16 when it says so at its start, as PowerShell's `>` writes it. Marks of byte order
 * are dropped and lines end in a line feed. Null: it is no text in these encodings.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text.replaceAll('\r\n', '\n')
  } catch {
    return null
  }
}

/** Whether a text says that it holds a Kubernetes object: a field `apiVersion` or `kind`, in YAML or in JSON. */
export function namesAnObject(text: string): boolean {
  return (
    /^[ \t]*(?:-[ \t]+)?["']?(?:apiVersion|kind)["']?[ \t]*:/m.test(text) ||
    /[{,]\s*"(?:apiVersion|kind)"\s*:/.test(text)
  )
}

/** Whether a text is one of kube-bench's: a file of checks, or its configuration. */
export function holdsChecks(text: string): boolean {
  return /^groups:/m.test(text) ? /^controls:/m.test(text) : /^version_mapping:/m.test(text) && /^node:/m.test(text)
}

/** Characters behind a heading in which what belongs to it is looked for. */
const LOOKED_AT = 2000

/**
 * Whether a text is a file of netassert's tests rather than of manifests: a list of them, or what its first version
 * read.
 */
export function holdsTests(text: string): boolean {
  // Tests name kinds too, but never the version of an API.
  if (/(?:^|[\s{,])["']?apiVersion["']?[ \t]*:/.test(text)) return false
  if (/(?:^|[\s{,-])["']?src["']?[ \t]*:/.test(text) && text.includes('k8sResource')) return true
  const section = /^k8s:[ \t]*$/m.exec(text)
  return section !== null && /^[ \t]+deployment:/m.test(text.slice(section.index, section.index + LOOKED_AT))
}

/** Characters of a line in which directives are looked for. */
const LINE_LIMIT = 20_000

/**
 * Whether a text is a template that has to be rendered first: it has directives of Helm where YAML has its own
 * structure. Braces in quotes, comments and blocks of text are content, as in alert rules and in what `kubectl get`
 * prints.
 */
export function isTemplate(text: string): boolean {
  if (!text.includes('{{')) return false
  /** Indentation of the line that opened a block of text; null: there is none. */
  let block: number | null = null
  for (const line of text.split('\n')) {
    const indent = /^ */.exec(line)![0].length
    if (line.trim() === '') continue
    if (block !== null && indent > block) continue
    block = null
    if (line.length > LINE_LIMIT) continue
    const bare = withoutQuoted(line).replace(/(^|\s)#.*$/, '$1')
    if (/^\s*\{\{/.test(bare) || (bare.includes('{{') && isOfHelm(line))) return true
    if (/(?:^|[:\s-])[|>][-+\d]*\s*$/.test(bare)) block = indent
  }
  return false
}

/** What only Helm hands to a template. https://helm.sh/docs/chart_template_guide/builtin_objects/ */
const HELM = /\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\b(?:include|template|tpl)\b/

const QUOTED = { '"': /"(?:[^"\\]|\\.)*"/y, "'": /'(?:[^']|'')*'/y } as const

/** The line with nothing in its quotes. Each letter is read once, or twice where a quote is never closed. */
function withoutQuoted(line: string): string {
  let bare = ''
  let at = 0
  let isOpen = false
  for (const { index, 0: quote } of line.matchAll(/["']/g)) {
    if (index < at || (isOpen && quote === '"')) continue
    const pattern = QUOTED[quote as '"' | "'"]
    pattern.lastIndex = index
    const whole = pattern.exec(line)?.[0]
    if (whole === undefined) isOpen ||= quote === '"'
    else {
      bare += `${line.slice(at, index)}""`
      at = index + whole.length
    }
  }
  return bare + line.slice(at)
}

/** Whether a directive of a line is Helm's. */
function isOfHelm(line: string): boolean {
  for (let at = line.indexOf('{{'); at >= 0;) {
    const end = line.indexOf('}', at)
    if (HELM.test(line.slice(at + 2, end < 0 ? line.length : end))) return true
    at = end < 0 ? -1 : line.indexOf('{{', end)
  }
  return false
}
