/** Where the API server is: on these nodes, or at this address outside. */
export interface ApiServerPlace {
  readonly nodes: ReadonlySet<string>
  readonly external: string | null
}
