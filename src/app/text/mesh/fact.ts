import type { MeshFact } from '../../../engine/mesh-fact.ts'
import { MESH_FACTS } from '../catalogue/en/mesh-facts.ts'
import type { Sentence } from '../sentence.ts'

/** What a proxy found, or what makes a connection what it is: one or two sentences. */
export function factText(fact: MeshFact): Sentence {
  return (MESH_FACTS as Readonly<Record<string, (fact: MeshFact) => Sentence>>)[fact.fact]!(fact)
}
