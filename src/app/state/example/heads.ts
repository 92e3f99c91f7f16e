/**
 * What the list of the examples needs, and the files of the first of them, by path. A chunk of its own: nobody waits
 * for it but the examples.
 */
export const HEAD_FILES: Readonly<Record<string, string>> = import.meta.glob<string>(
  [
    '../../../../lessons/examples/*/example.yaml',
    '../../../../lessons/examples/why-cant-web-reach-api/*.yaml',
    '../../../../lessons/worlds/shop.yaml',
  ],
  { eager: true, query: '?raw', import: 'default' },
)
