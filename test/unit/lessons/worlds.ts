import { checkLine } from '../../../src/lessons/check-line.ts'
import type { Attempt, LineState } from '../../../src/lessons/line-state.ts'
import type { GoalLine } from '../../../src/lessons/goal.ts'
import { readGoalLine } from '../../../src/lessons/read-goal.ts'
import { openWorld, type World } from '../../../src/world/index.ts'

/** A Deployment in `namespace/name` whose pods wear `app: name` and listen on 8080. */
export const deployment = (place: string, replicas = 1) => {
  const [namespace, name] = place.split('/')
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: c, image: i, ports: [{ containerPort: 8080, name: http }] }] }
`
}

export const pod = (place: string, labels = '{ app: one }') => {
  const [namespace, name] = place.split('/')
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: ${labels} }
spec: { containers: [{ name: c, image: i, ports: [{ containerPort: 8080 }] }] }
`
}

export const service = (place: string, type = 'ClusterIP') => {
  const [namespace, name] = place.split('/')
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { type: ${type}, selector: { app: ${name} }, ports: [{ port: 80, targetPort: 8080 }] }
`
}

/** A policy `namespace/name`; `spec` is a flow mapping. */
export const policy = (place: string, spec: string) => {
  const [namespace, name] = place.split('/')
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
`
}

/** `shop/web` and `shop/cache`, `shop/api` with two replicas behind a Service, and `dev/web`. */
export const SHOP = [
  deployment('shop/web'),
  deployment('shop/cache'),
  deployment('shop/api', 2),
  service('shop/api'),
  deployment('dev/web'),
].join('---\n')

export const worldOf = (...texts: readonly string[]): World =>
  openWorld({ documents: texts.map((text, index) => ({ name: `tab ${index + 1}`, text })) })

export function goal(text: string, world: World): GoalLine {
  const read = readGoalLine(text, (question) => world.parse(question))
  if (!read.ok) throw new Error(`${text}: ${read.problem}`)
  return read.value
}

/** One line, checked in a world; nothing has been done on the screen. */
export function check(text: string, world: World, attempt: Partial<Attempt> = {}): LineState {
  return checkLine(goal(text, world), text, {
    world,
    start: world,
    events: [],
    predictions: {},
    attack: null,
    plugins: [],
    ...attempt,
  })
}
