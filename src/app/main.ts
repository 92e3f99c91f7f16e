import { mount } from 'svelte'
import App from './App.svelte'
import { buildApp } from './state/build.svelte.ts'
import { readEmbed } from './state/embed.ts'
import { connectEngine } from './state/engine.ts'

const target = document.getElementById('app')!
const { mode, fragment } = readEmbed(location.hash)
const embed = mode && { mode, playground: `${location.pathname}${location.search}${fragment}` }
const { app } = buildApp(connectEngine, embed)

if (embed === null || mode === 'full') mount(App, { target, props: { app } })
else void import('./panels/embed/Embed.svelte').then(({ default: Embed }) => mount(Embed, { target, props: { app, embed } }))
