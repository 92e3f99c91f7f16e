import { success, type Result } from '../../ground/result.ts'
import { readTests } from '../../sim/tools/netassert/read.ts'
import { readV1 } from '../../sim/tools/netassert/v1-file.ts'
import type { Cluster } from '../../model/cluster.ts'
import type { Assertion } from './assertion.ts'
import { assertionsOf } from './netassert.ts'
import { assertionsOfV1 } from './netassert-v1.ts'

/** A file of netassert's, of its present version or the first, as assertions. The problem is the tool's message. */
export function readTestsFile(text: string, cluster: Cluster): Result<readonly Assertion[], string> {
  if (isV1(text)) {
    const file = readV1(text)
    return file.ok ? success(assertionsOfV1(file.value, cluster)) : file
  }
  const tests = readTests(text)
  return tests.ok ? success(assertionsOf(tests.value, cluster)) : tests
}

/** The first version's files are mappings, in YAML or in JSON; those of the second are lists. */
function isV1(text: string): boolean {
  return /^(?:k8s|host)["']?[ \t]*:/m.test(text) || /^\s*\{\s*"(?:alias|host|k8s)"/.test(text)
}
