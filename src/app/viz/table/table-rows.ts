/**
 * What a row of the table is: a flow on a listened-on port, also where it is denied; or a pair of ends between which
 * something passes.
 */
export type TableRows = 'ports' | 'connections'
