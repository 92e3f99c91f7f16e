import { code, say, type Phrase, type Sentence } from '../../sentence.ts'
import { podOf, type Scene } from '../scene.ts'

/** Der Name des Nodes, sonst was in diesem Fall für ihn steht. */
export function node({ journey }: Scene, otherwise = 'seinem Node'): Phrase {
  return journey.node === null ? { text: otherwise } : code(journey.node)
}

export function pod({ journey }: Scene, otherwise = 'der Pod'): Phrase {
  const found = podOf(journey)
  return found ? code(`${found.namespace}/${found.name}`) : { text: otherwise }
}

export function adressen(scene: Scene): Sentence {
  const found = podOf(scene.journey)
  return found && found.addresses.length > 0 ? say`${code(found.addresses.join(' und '))}` : say`seine Adresse`
}
