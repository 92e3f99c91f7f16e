import type { BehaviourTexts, TopicHeadings } from '../behaviour-texts.ts'
import { part } from '../part.ts'
import { DROPS } from './behaviours/drops.ts'
import { GATES } from './behaviours/gates.ts'
import { MORE } from './behaviours/more.ts'
import { NODES } from './behaviours/nodes.ts'
import { OUTSIDE } from './behaviours/outside.ts'
import { POLICIES } from './behaviours/policies.ts'
import { PROTOCOLS } from './behaviours/protocols.ts'
import { RULES } from './behaviours/rules.ts'
import { SERVICES } from './behaviours/services.ts'
import { TIME } from './behaviours/time.ts'

/** The headings above behaviours. */
const TOPICS: TopicHeadings = {
  policies: 'Which policies are read',
  gates: 'Where flows are judged',
  nodes: 'Nodes and their pods',
  services: 'Services',
  outside: 'Clients outside',
  rules: 'How rules are taken',
  protocols: 'Protocols',
  time: 'When it holds',
  drops: 'What a drop looks like',
  more: 'What else there is',
}

const TEXTS: BehaviourTexts = {
  ...POLICIES,
  ...GATES,
  ...NODES,
  ...SERVICES,
  ...OUTSIDE,
  ...RULES,
  ...PROTOCOLS,
  ...TIME,
  ...DROPS,
  ...MORE,
}

/** What network plugins do differently: the headings, and what people read about each behaviour. */
export const BEHAVIOURS = part('behaviours', { topics: TOPICS, texts: TEXTS })
