import { furtherWords } from '../text/catalogue/spoken.ts'

/**
 * Loads a part of the app when it is first shown, with its words in the language that is spoken, and hands out the same
 * promise afterwards. A load that failed is tried anew.
 */
export function loadOnce<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | undefined
  return () => {
    loading ??= load()
      .then(async (module) => {
        await furtherWords()
        return module
      })
      .catch((error: unknown) => {
        loading = undefined
        throw error
      })
    return loading
  }
}
