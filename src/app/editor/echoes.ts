/**
 * Tells what comes back from the app apart from what comes from elsewhere. An editor hands out every text it has; the
 * app hands them back, perhaps after more has been typed. Only a text that the editor never had is news.
 */
export class Echoes {
  #text: string
  #sent: string[] = []

  constructor(text: string) {
    this.#text = text
  }

  /** The user has changed the text to this. */
  send(text: string): void {
    this.#text = text
    this.#sent.push(text)
  }

  /** Whether this text has to be shown in place of the present one. */
  isNews(text: string): boolean {
    if (text === this.#text) {
      this.#sent = []
      return false
    }
    const at = this.#sent.indexOf(text)
    if (at >= 0) {
      this.#sent.splice(0, at + 1)
      return false
    }
    this.#text = text
    this.#sent = []
    return true
  }
}
