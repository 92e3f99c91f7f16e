import { assertNever } from '../../../ground/result.ts'
import type { ContainerWalls, PodWalls, Power } from '../../../world/walls.ts'
import { WALLS } from '../catalogue/en/walls.ts'
import type { Sentence } from '../sentence.ts'
import { neighboursText } from './network.ts'

/** Where a default comes from; empty: it is none. */
export function defaultNote(walls: PodWalls): Sentence {
  return walls.containers.some(({ capabilities }) => capabilities.NET_RAW.because === 'runtime-default')
    ? WALLS.runtimeDefault
    : []
}

/**
 * How far a container that is not root has its capabilities. Source:
 * https://github.com/kubernetes/kubernetes/issues/56374
 */
export function userText({ name, privileged, runsAs, mayEscalate }: ContainerWalls): Sentence {
  if (privileged) return WALLS.users.privileged(name)
  switch (runsAs) {
    case 'root':
      return WALLS.users.root(name)
    case 'image':
      return WALLS.users.image(name)
    case 'non-root':
      return mayEscalate ? WALLS.users.escalates(name) : WALLS.users.nonRoot(name)
    default:
      return assertNever(runsAs)
  }
}

/** What somebody who took over the container can try. `harmless`: it works, and nobody else is touched. */
export interface PowerText {
  readonly mark: 'works' | 'harmless' | 'stopped' | 'depends'
  readonly word: string
  readonly name: string
  readonly text: Sentence
}

/** What somebody who took over the container can try, in words. */
export function powerText(power: Power, { neighbours, link }: PodWalls): PowerText {
  const { kind, works, stopper, believed } = power
  const mark = kind === 'low-ports' ? 'harmless' : works === 'yes' ? 'works' : works === 'no' ? 'stopped' : 'depends'
  const others = neighbours.count === 0 ? WALLS.besideIt : neighboursText(neighbours)
  return {
    mark,
    word: believed ? WALLS.believed(WALLS.words[mark]) : WALLS.words[mark],
    name: WALLS.powers[kind],
    text:
      stopper === null
        ? WALLS.works[kind](works === 'depends', others, link?.gateway ?? WALLS.theGateway)
        : WALLS.stops[stopper](kind),
  }
}
