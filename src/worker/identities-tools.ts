/** What the engine needs for Cilium's identities and maps and for nothing else: a part of its own, which is fetched when they are first looked at. */
export { identitiesView } from '../world/identities/identities-view.ts'
