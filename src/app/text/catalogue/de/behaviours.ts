import type { BEHAVIOURS } from '../en/behaviours.ts'
import { drops } from './behaviours/drops.ts'
import { gates } from './behaviours/gates.ts'
import { more } from './behaviours/more.ts'
import { nodes } from './behaviours/nodes.ts'
import { outside } from './behaviours/outside.ts'
import { policies } from './behaviours/policies.ts'
import { protocols } from './behaviours/protocols.ts'
import { rules } from './behaviours/rules.ts'
import { services } from './behaviours/services.ts'
import { time } from './behaviours/time.ts'

export const behaviours: typeof BEHAVIOURS = {
  topics: {
    policies: 'Welche Policies gelesen werden',
    gates: 'Wo über Flows geurteilt wird',
    nodes: 'Nodes und ihre Pods',
    services: 'Services',
    outside: 'Clients draußen',
    rules: 'Wie Regeln verstanden werden',
    protocols: 'Protokolle',
    time: 'Ab wann es gilt',
    drops: 'Wie man Verworfenes erkennt',
    more: 'Was es sonst gibt',
  },
  texts: {
    ...policies,
    ...gates,
    ...nodes,
    ...services,
    ...outside,
    ...rules,
    ...protocols,
    ...time,
    ...drops,
    ...more,
  },
}
