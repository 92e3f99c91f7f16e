import { ensureDependencies, ROOT } from './dependencies.mjs'

ensureDependencies()

const { createServer } = await import('vite')
const server = await createServer({ root: ROOT })
await server.listen()
server.printUrls()
server.bindCLIShortcuts({ print: true })
