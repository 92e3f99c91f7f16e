import { mount } from 'svelte'
import App from './App.svelte'
import { buildApp } from './state/build.svelte.ts'
import { connectEngine } from './state/engine.ts'

mount(App, { target: document.getElementById('app')!, props: { app: buildApp(connectEngine).app } })
