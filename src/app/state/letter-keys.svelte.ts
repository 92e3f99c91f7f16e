const KEY = 'reachable.letter-keys'

/**
 * Whether keys of one sign do anything: they get in the way of who speaks to the machine (WCAG 2.2, 2.1.4). The choice
 * stays in this browser.
 */
export class LetterKeys {
  #areOn = $state(readChoice())

  get areOn(): boolean {
    return this.#areOn
  }

  set(on: boolean): void {
    this.#areOn = on
    try {
      localStorage.setItem(KEY, on ? 'on' : 'off')
    } catch {
      // Storage may be forbidden; the choice then holds for this visit.
    }
  }
}

function readChoice(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}
