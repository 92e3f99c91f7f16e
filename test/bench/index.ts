export { benchBrowser } from './browser.ts'
export { benchConnections } from './connections.ts'
export { benchEngine } from './engine.ts'
export { SIZES } from './sizes.ts'
