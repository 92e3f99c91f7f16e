/** A name in the pieces between which it may break: after `-`, `.`, `/` and the colons of an address. */
export function piecesOf(name: string): readonly string[] {
  return name.split(/(?<=[-./]|:(?!:))/)
}
