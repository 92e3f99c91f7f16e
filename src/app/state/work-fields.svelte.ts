import { EMPTY_WORK, type Work } from './work.ts'

/**
 * The work, with a signal of its own for each field that much on the screen depends on: a cursor that moves, which is
 * with every key, touches none of them.
 */
export class WorkFields {
  #whole = $state.raw<Work>(EMPTY_WORK)
  #documents = $state.raw(EMPTY_WORK.documents)
  #active = $state(EMPTY_WORK.active)
  #line = $state(EMPTY_WORK.cursor.line)
  #question = $state.raw(EMPTY_WORK.question)
  #view = $state(EMPTY_WORK.view)
  #baseline = $state.raw(EMPTY_WORK.baseline)
  #policyApi = $state(EMPTY_WORK.policyApi)
  #cni = $state.raw(EMPTY_WORK.cni)
  #assertions = $state.raw(EMPTY_WORK.assertions)

  get whole(): Work {
    return this.#whole
  }
  set whole(work: Work) {
    this.#whole = work
    this.#documents = work.documents
    this.#active = work.active
    this.#line = work.cursor.line
    this.#question = work.question
    this.#view = work.view
    this.#baseline = work.baseline
    this.#policyApi = work.policyApi
    this.#cni = work.cni
    this.#assertions = work.assertions
  }

  get documents(): Work['documents'] {
    return this.#documents
  }
  get active(): Work['active'] {
    return this.#active
  }
  /** Of the cursor. */
  get line(): number {
    return this.#line
  }
  get question(): Work['question'] {
    return this.#question
  }
  get view(): Work['view'] {
    return this.#view
  }
  get baseline(): Work['baseline'] {
    return this.#baseline
  }
  get policyApi(): Work['policyApi'] {
    return this.#policyApi
  }
  get cni(): Work['cni'] {
    return this.#cni
  }
  get assertions(): Work['assertions'] {
    return this.#assertions
  }
}
