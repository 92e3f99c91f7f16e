import { defineConfig } from 'vitest/config'

/**
 * The suites that judge mutants of the decision: tables of the Kubernetes kinds, the plainest reading of the APIs, and
 * the routes that have to agree.
 */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    environment: 'node',
    testTimeout: 60_000,
    isolate: false,
    env: { NAIVE_FLOWS: '3000' },
    include: [
      'test/naive/*.test.ts',
      'test/suites/agreement.property.test.ts',
      'test/suites/tiers.property.test.ts',
      'test/suites/flows.test.ts',
      'test/suites/entries.test.ts',
      'test/suites/cni-verdicts.test.ts',
      'test/unit/engine/*.test.ts',
      'test/unit/ground/*.test.ts',
      'test/unit/model/*.test.ts',
      'test/unit/world/{passed-taints,no-room,no-plugin,nodes-pods,targets}.test.ts',
      'test/unit/policy/*.test.ts',
      'test/unit/sim/istio-authorization.test.ts',
      'test/unit/sim/linkerd-ports.test.ts',
    ],
  },
})
