/**
 * The text of a file: UTF-8, or UTF-16 when it says so at its start, as PowerShell's `>` writes it. Marks of byte order are
 * dropped and lines end in a line feed. Null: it is no text in these encodings.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text.replaceAll('\r\n', '\n')
  } catch {
    return null
  }
}

/** Whether a text says that it holds a Kubernetes object: a field `apiVersion` or `kind`, in YAML or in JSON. */
export function namesAnObject(text: string): boolean {
  return /^[ \t]*(?:-[ \t]+)?["']?(?:apiVersion|kind)["']?[ \t]*:/m.test(text) || /[{,]\s*"(?:apiVersion|kind)"\s*:/.test(text)
}

/** Whether a text is one of kube-bench's: a file of checks, or its configuration. */
export function holdsChecks(text: string): boolean {
  return /^groups:/m.test(text) ? /^controls:/m.test(text) : /^version_mapping:/m.test(text) && /^node:/m.test(text)
}

/** Characters behind a heading in which what belongs to it is looked for. */
const LOOKED_AT = 2000

/** Whether a text is a file of netassert's tests rather than of manifests: a list of them, or what its first version read. */
export function holdsTests(text: string): boolean {
  // Tests name kinds too, but never the version of an API.
  if (/(?:^|[\s{,])["']?apiVersion["']?[ \t]*:/.test(text)) return false
  if (/(?:^|[\s{,-])["']?src["']?[ \t]*:/.test(text) && text.includes('k8sResource')) return true
  const section = /^k8s:[ \t]*$/m.exec(text)
  return section !== null && /^[ \t]+deployment:/m.test(text.slice(section.index, section.index + LOOKED_AT))
}

/**
 * Whether a text is a template that has to be rendered first: it has directives of Helm where YAML has its own structure.
 * Braces in quotes, comments and blocks of text are content, as in alert rules and in what `kubectl get` prints.
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
    const bare = line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '""').replace(/(^|\s)#.*$/, '$1')
    if (/^\s*\{\{/.test(bare) || HELM.test(bare.includes('{{') ? line : '')) return true
    if (/(?:^|[:\s-])[|>][-+\d]*\s*$/.test(bare)) block = indent
  }
  return false
}

/** What only Helm hands to a template. https://helm.sh/docs/chart_template_guide/builtin_objects/ */
const HELM = /\{\{[^}]*(?:\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\b(?:include|template|tpl)\b)/
