import { expect } from 'vitest'
import { contains } from '../../src/ground/connections.ts'
import { isPortProtocol } from '../../src/ground/ports.ts'
import { CELL, passing, type CellCode } from '../../src/world/cell.ts'
import type { Answer, EndpointFacts, Matrix, MatrixEnd, Question, World } from '../../src/world/index.ts'

/**
 * The end of the matrix that a question's reference stands for as a whole; null: it stands for less, or for something
 * else.
 */
function wholeEnd(ref: string, world: World): MatrixEnd | null {
  const { ends } = world.matrix()
  const known = ends.find((end) => end.ref === ref)
  if (known) return known
  const pod = world.cluster.podByName.get(ref)
  if (pod)
    return pod.workload.pods.filter(({ endpoint }) => endpoint).length === 1
      ? (ends.find((end) => end.ref === pod.workload.ref) ?? null)
      : null
  const workload = world.cluster.workloads.find(({ namespace, name }) => `${namespace.name}/${name}` === ref)
  return workload ? (ends.find((end) => end.ref === workload.ref) ?? null) : null
}

/** The end that holds one concrete endpoint of an answer. */
function holdingEnd(endpoint: EndpointFacts, { ends }: Matrix): MatrixEnd | null {
  return endpoint.workload === null ? null : (ends.find(({ ref }) => ref === endpoint.workload) ?? null)
}

/**
 * Holds `connections()` and `matrix()` to an answer of `ask()`: exactly where the question is about whole ends, else as
 * far as one pair binds them.
 */
export function expectSurfacesAgree(world: World, question: Question, answer: Answer): void {
  const from = wholeEnd(question.from, world)
  const to = wholeEnd(question.to, world)
  const single = from !== null && from === to && from.endpoints.length === 1
  if (
    from &&
    to &&
    !single &&
    typeof question.port === 'number' &&
    isPortProtocol(String(question.protocol ?? 'TCP')) &&
    question.toAddress === undefined &&
    !question.http &&
    !question.dns &&
    question.sni === undefined &&
    !question.kafka
  )
    expectWhole(world, from, to, question, answer)
  // Lists and matrix dial pods by their addresses; one that was looked up under a name may be another matter, and a
  // Service or a pod's port on its node where something looks before it is translated.
  const isAnotherMatter = (part: Answer) =>
    part.notes.some(
      ({ note }) =>
        note === 'matched-by-name' ||
        ((note === 'through-service' || note === 'through-host-port') && world.policies.way !== null),
    )
  for (const { answer: part } of answer.parts ?? [{ answer }]) if (!isAnotherMatter(part)) expectPart(world, part)
}

function expectWhole(world: World, from: MatrixEnd, to: MatrixEnd, question: Question, answer: Answer): void {
  const protocol = question.protocol ?? 'TCP'
  const port = question.port as number
  if (typeof protocol === 'number' || !isPortProtocol(protocol)) return
  const [connection] = world.connections({ from: from.ref, to: to.ref })
  const listed = !connection
    ? 'denied'
    : contains(connection.allowed, protocol, port)
      ? 'allowed'
      : contains(connection.conditional, protocol, port)
        ? 'conditional'
        : 'denied'
  expect({ connections: listed }).toEqual({ connections: answer.outcome })
  const cell = cellAt(world.matrix(), from, to, protocol, port)
  if (cell === null) return
  expect({ matrix: ['denied', 'conditional', 'allowed'][passing(cell)] }).toEqual({ matrix: answer.outcome })
  if (answer.outcome === 'denied' && !answer.parts && answer.deniedAt)
    expect(cell).toBe(answer.deniedAt === 'egress' ? CELL['denied-leaving'] : CELL['denied-entering'])
  if (answer.outcome === 'allowed' && !answer.parts) expect(cell).toBe(isByRule(answer) ? CELL.allowed : CELL.open)
}

/** Whether some rule at one of the gates lets it pass, rather than a default. */
export function isByRule({ steps }: Answer): boolean {
  return steps.some((step) => step.step === 'rule-matched' && step.trial.rule.action === 'allow')
}

/**
 * Lists take it that whoever meets a proxy speaks its protocol: a client that does not is refused (`l7-denied`) where
 * they say that all passes.
 */
function expectPart(world: World, { flow, outcome, cause }: Answer): void {
  if (!flow || cause === 'l7-denied' || flow.port === null || !isPortProtocol(flow.protocol)) return
  const matrix = world.matrix()
  const from = holdingEnd(flow.source, matrix)
  const to = holdingEnd(flow.destination, matrix)
  if (!from || !to || flow.source.ref === flow.destination.ref) return
  const [connection] = world.connections({ from: from.ref, to: to.ref })
  const always = connection !== undefined && contains(connection.allowed, flow.protocol, flow.port)
  const sometimes = connection !== undefined && contains(connection.conditional, flow.protocol, flow.port)
  expect({
    flow: `${flow.source.label} -> ${flow.destination.label}:${flow.port}`,
    holds: outcome === 'allowed' ? always || sometimes : !always,
  }).toMatchObject({ holds: true })
  const cell = cellAt(matrix, from, to, flow.protocol, flow.port)
  if (cell !== null) expect(outcome === 'allowed' ? passing(cell) > 0 : passing(cell) < 2).toBe(true)
}

function cellAt(matrix: Matrix, from: MatrixEnd, to: MatrixEnd, protocol: string, port: number): CellCode | null {
  const column = matrix.columns.findIndex(
    (each) => matrix.ends[each.end] === to && each.port?.protocol === protocol && each.port.port === port,
  )
  const cell = matrix.cells[matrix.ends.indexOf(from) * matrix.columns.length + column]
  return column < 0 || cell === CELL.self ? null : (cell as CellCode)
}
