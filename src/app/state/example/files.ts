import { HEAD_FILES } from './heads.ts'

/** Every file of the examples and of the worlds they share, by path. Fetched when one but the first is opened. */
export const EXAMPLE_FILES: Readonly<Record<string, string>> = {
  ...import.meta.glob<string>(
    [
      '../../../../lessons/examples/*/*.yaml',
      '../../../../lessons/worlds/*.yaml',
      '!../../../../lessons/examples/*/example.yaml',
      '!../../../../lessons/examples/why-cant-web-reach-api/*.yaml',
      '!../../../../lessons/worlds/shop.yaml',
    ],
    { eager: true, query: '?raw', import: 'default' },
  ),
  ...HEAD_FILES,
}
