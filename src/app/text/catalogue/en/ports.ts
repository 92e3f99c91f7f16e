import { part } from '../part.ts'

/** Sets of ports in a line. */
export const PORTS = part('ports', {
  all: 'all',
  depends: (ports: string) => `depends: ${ports}`,
  nothing: 'nothing',
})
