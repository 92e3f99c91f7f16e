import type { World } from '../world/index.ts'
import type { Attack, AttackTarget, Loot } from './attack.ts'
import type { Fields } from './fields.ts'
import type { GoalLine } from './goal.ts'
import { isEndpoint } from './names.ts'
import type { Inline } from './prose.ts'

/** The `attack` of a `goals.yaml`; null: there is none. `inline` reads a line of Markdown in a field. */
export function readAttack(
  goals: Fields,
  start: World,
  inline: (fields: Fields, name: string) => readonly Inline[],
): Attack | null {
  const [fields] = goals.part('attack')
  if (!fields) return null
  fields.only('foothold', 'loot', 'also')
  const footholds = fields.texts('foothold').map(({ text }) => placeIn(fields, 'foothold', text, start))
  if (footholds.length === 0) fields.fault('"foothold" is missing', [])
  const known = new Set<string>()
  const loot = fields.list('loot').map((each): Loot => {
    each.only('id', 'name', 'target', 'at', 'gives', 'opens')
    const id = each.text('id')
    const opens = each.optionalText('opens')
    const at = each.optionalText('at')
    const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(at ?? '') ?? []
    if (!/^[a-z0-9-]+$/.test(id) || known.has(id))
      each.fault('"id" is of small letters and dashes, and each is another one', ['id'])
    if (at !== null && seconds === undefined) each.fault('write "at" as 0s', ['at'])
    known.add(id)
    return {
      id,
      name: each.text('name'),
      target: targetIn(each, 'target', each.text('target'), start),
      at: seconds === undefined ? null : Number(seconds),
      gives: inline(each, 'gives'),
      opens: opens && placeIn(each, 'opens', opens, start),
    }
  })
  if (loot.length === 0) fields.fault('an attack is after loot', [])
  return { footholds, loot, also: fields.texts('also').map(({ text }) => targetIn(fields, 'also', text, start)) }
}

/** The loot that a line speaks of; null: of none. */
export function lootIn(line: GoalLine): string | null {
  if (line.line === 'safe') return line.loot
  return line.line === 'event' && line.event.event === 'loot' ? line.event.loot : null
}

function placeIn(fields: Fields, name: string, text: string, start: World): string {
  if (!isEndpoint(start, text)) fields.fault(`nothing at the start is called ${text}`, [name])
  return text
}

function targetIn(fields: Fields, name: string, text: string, start: World): AttackTarget {
  const parsed = start.parse(`ns/any -> ${text}`)
  if (!parsed.ok) fields.fault(`${text} cannot be called`, [name])
  const { from: _from, ...target } = parsed.ok ? parsed.value : { from: '', to: text }
  return target
}
