import { mount } from 'svelte'
import App from './App.svelte'
import { buildApp } from './state/build.svelte.ts'
import { readEmbed } from './state/embed.ts'
import { connectEngine } from './state/engine.ts'
import { Language } from './state/language.svelte.ts'
import { SHOW_ADDRESS } from './state/route.ts'
import { loadOnce } from './ui/load.ts'

const target = document.getElementById('app')!
const { mode, fragment } = readEmbed(location.hash)
const embed = mode && { mode, playground: `${location.pathname}${location.search}${fragment}` }
const isShow = fragment === SHOW_ADDRESS
const language = new Language()

// No await at the top: what is loaded late imports from this chunk, and the bundler would cut it to pieces. Whoever
// reads English waits for nothing.
void language.start().then(() => {
  const { app } = buildApp(connectEngine, { embed, isShow, language })
  if (isShow)
    void loadOnce(() => import('./panels/present/Present.svelte'))().then(({ default: Present }) =>
      mount(Present, { target, props: { app } }),
    )
  else if (embed === null || mode === 'full') mount(App, { target, props: { app } })
  else
    void loadOnce(() => import('./panels/embed/Embed.svelte'))().then(({ default: Embed }) =>
      mount(Embed, { target, props: { app, embed } }),
    )
})
