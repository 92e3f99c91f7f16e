import { plurals } from '../plurals.ts'

/** `1 Pod`, `2 Pods`; numbers as German writes them. */
export const anzahl = plurals('de')
