/** Every file of the examples and of the worlds they share, by path. A chunk of its own: nobody waits for it but the examples. */
export const EXAMPLE_FILES: Readonly<Record<string, string>> = import.meta.glob<string>(
  ['../../../lessons/examples/*/*.yaml', '../../../lessons/worlds/*.yaml'],
  { eager: true, query: '?raw', import: 'default' },
)
