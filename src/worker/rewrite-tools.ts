/** What the engine needs to rewrite older policies and for nothing else: a part of its own, which is fetched when they are first rewritten. */
export { rewriteOlderPolicies } from '../world/rewrite/rewrite.ts'
