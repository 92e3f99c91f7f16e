import { describe, expect, test } from 'vitest'
import { Offline } from '../../../src/app/state/offline.svelte.ts'
import { offlineHelp } from '../../../src/app/text/offline-help.ts'
import { offlineBadge } from '../../../src/app/text/offline.ts'

class Script {
  #listener = () => {}
  constructor(public state = 'installing') {}
  addEventListener(_: 'statechange', listener: () => void) {
    this.#listener = listener
  }
  becomes(state: string) {
    this.state = state
    this.#listener()
  }
}

function withWorkers(active: object | null, installing: Script | null) {
  return new Offline({ register: () => Promise.resolve({ active, installing }) })
}

describe('whether the playground works offline', () => {
  test('a browser that keeps nothing says so in the help, and has no badge', () => {
    const offline = new Offline(null)
    expect(offline.state).toBe('unavailable')
    expect(offlineBadge(offline.state)).toBeNull()
    expect(offlineHelp(offline.state, false)).toContain('https')
  })

  test('at the first visit it is ready when everything is kept', async () => {
    const script = new Script()
    const offline = withWorkers(null, script)
    expect(offline.state).toBe('waiting')
    await offline.start()
    expect(offline.state).toBe('fetching')
    script.becomes('installed')
    expect(offline.state).toBe('fetching')
    script.becomes('activated')
    expect(offline.state).toBe('ready')
    expect(offline.hasNewer).toBe(false)
  })

  test('at a later visit it is ready at once, and a newer version waits for the next start', async () => {
    const script = new Script()
    const offline = withWorkers({}, script)
    await offline.start()
    expect(offline.state).toBe('ready')
    script.becomes('installed')
    expect(offline.state).toBe('ready')
    expect(offline.hasNewer).toBe(true)
    expect(offlineBadge(offline.state, offline.hasNewer)?.name).toBe('New version at the next start')
    expect(offlineHelp(offline.state, offline.hasNewer)).toContain('all windows of the playground have been closed')
  })

  test('a newer version that cannot be kept leaves the older one in charge', async () => {
    const script = new Script()
    const offline = withWorkers({}, script)
    await offline.start()
    script.becomes('redundant')
    expect(offline.state).toBe('ready')
  })

  test('what cannot be kept is said', async () => {
    const script = new Script()
    const offline = withWorkers(null, script)
    await offline.start()
    script.becomes('redundant')
    expect(offline.state).toBe('failed')
    const refused = new Offline({ register: () => Promise.reject(new Error('storage is full')) })
    await refused.start()
    expect(refused.state).toBe('failed')
    expect(offlineBadge('failed')?.name).toBe('Not offline')
  })
})
