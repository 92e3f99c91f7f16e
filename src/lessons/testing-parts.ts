/** The parts of the front door that lines about assertions and tools ask. */
export { writeTests } from '../sim/tools/netassert/write.ts'
export { checkAssertions } from '../world/assertions/check.ts'
export { testsOf } from '../world/assertions/netassert.ts'
export { readTestsFile } from '../world/assertions/tests-file.ts'
export { planMutants } from '../world/mutants/try.ts'
export { runCommand } from '../world/terminal/run.ts'
