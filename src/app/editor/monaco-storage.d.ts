/** A part of Monaco that has no types of its own: what it remembers while the page is open. */
declare module 'monaco-editor/platform/storage/common/storage.js' {
  export class InMemoryStorageService {
    store(key: string, value: boolean, scope: number, target: number): void
  }
}
