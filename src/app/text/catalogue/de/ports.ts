import type { PORTS } from '../en/ports.ts'

export const ports: typeof PORTS = {
  all: 'alle',
  depends: (ports) => `bedingt: ${ports}`,
  nothing: 'nichts',
}
