/** The time since something began, second by second. */
export class StageClock {
  #now = $state(Date.now())

  constructor(private readonly began: () => number | null) {
    $effect(() => {
      const timer = setInterval(() => {
        this.#now = Date.now()
      }, 1_000)
      return () => clearInterval(timer)
    })
  }

  /** `4:07`, `1:02:30`; empty: nothing has begun. A clock that was put back shows `0:00`. */
  get text(): string {
    const began = this.began()
    return began === null ? '' : durationText(this.#now - began)
  }
}

/** `4:05`, or `1:04:05` from an hour on. What is negative is nought. */
export function durationText(milliseconds: number): string {
  const all = Math.max(0, Math.floor(milliseconds / 1_000))
  const hours = Math.floor(all / 3_600)
  const minutes = Math.floor(all / 60) % 60
  const two = (figure: number) => String(figure).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`
}
