import type { Finding } from './finding.ts'
import type { OpenPort, Scene } from './scene.ts'
import type { FoundService } from './service.ts'

/** What is turned on beside the passive hunters. */
export interface HuntOptions {
  /** Also what changes things. */
  readonly active: boolean
  /** Versions are compared with known vulnerabilities. */
  readonly cves: boolean
  /** Also versions that somebody patched by themselves. */
  readonly patched: boolean
}

/**
 * One thing that a hunt came upon. The real tool finds them in whatever order its threads run; here the order is that
 * of hosts and ports.
 */
export type Catch = { readonly service: FoundService } | { readonly finding: Finding }

/** One of kube-hunter's hunters, at an open port; empty: it has found nothing. */
export type Hunter = (at: {
  readonly host: string
  readonly port: OpenPort
  readonly scene: Scene
  readonly options: HuntOptions
}) => readonly Catch[]
