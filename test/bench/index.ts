export { benchBrowser } from './browser.ts'
export { benchEngine } from './engine.ts'
export { SIZES } from './sizes.ts'
