import { isObject } from '../ground/json-object.ts'
import { readData, type DataFile } from '../manifests/data.ts'
import type { FieldPath } from '../ground/span.ts'
import type { LessonProblem } from './lesson.ts'

/**
 * Typed reading of one YAML file of a lesson. Each getter reports what is wrong under the file's name and line, and
 * gives a value to go on with, so that one look finds every fault.
 */
export class Fields {
  constructor(
    private readonly file: string,
    private readonly data: DataFile,
    private readonly at: FieldPath,
    private readonly value: unknown,
    private readonly problems: LessonProblem[],
    private readonly lineOffset = 0,
  ) {}

  /** `lineOffset`: lines of the file before the text. Null, with a problem, when it is no YAML mapping. */
  static read(file: string, text: string, problems: LessonProblem[], lineOffset = 0): Fields | null {
    const read = readData(text)
    if (!read.ok) {
      problems.push({ file, line: read.problem.line + lineOffset, message: read.problem.reason })
      return null
    }
    if (!isObject(read.value.value)) {
      problems.push({ file, line: 1 + lineOffset, message: 'this must be a mapping of fields' })
      return null
    }
    return new Fields(file, read.value, [], read.value.value, problems, lineOffset)
  }

  /** The line on which this value stands. */
  get line(): number {
    return this.data.lineOf(this.at) + this.lineOffset
  }

  /** The line on which a field of it stands. */
  lineOf(name: string): number {
    return this.#lineOf([name])
  }

  /** Reports every field that is not one of these. */
  only(...names: readonly string[]): void {
    for (const name of Object.keys(this.#record))
      if (!names.includes(name)) this.fault(`no field is called "${name}"; there are ${names.join(', ')}`, [name])
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#record, name)
  }

  /** Empty, with a problem, when it is missing or no text. */
  text(name: string): string {
    if (this.#record[name] === undefined) this.fault(`"${name}" is missing`, [])
    return this.optionalText(name) ?? ''
  }

  optionalText(name: string): string | null {
    const value = this.#record[name]
    if (value === undefined) return null
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    this.fault(`"${name}" must be a text`, [name])
    return null
  }

  /** Zero, with a problem, when it is missing or no number above zero. */
  number(name: string): number {
    const value = this.#record[name]
    if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
    this.fault(`"${name}" must be a whole number above zero`, [name])
    return 0
  }

  /** A list of texts, or one text alone; empty when absent. */
  texts(name: string): readonly { readonly text: string; readonly line: number }[] {
    const value = this.#record[name]
    if (value === undefined) return []
    if (typeof value === 'string') return [{ text: value, line: this.#lineOf([name]) }]
    if (Array.isArray(value) && value.every((each): each is string => typeof each === 'string'))
      return value.map((text, index) => ({ text, line: this.#lineOf([name, index]) }))
    this.fault(`"${name}" must be a list of texts`, [name])
    return []
  }

  /** A list of mappings; an entry that is a text is given as `{ [shorthand]: text }`. */
  list(name: string, shorthand?: string): readonly Fields[] {
    const value = this.#record[name]
    if (value === undefined) return []
    if (!Array.isArray(value)) {
      this.fault(`"${name}" must be a list`, [name])
      return []
    }
    return value.flatMap((item: unknown, index) => {
      const entry = typeof item === 'string' && shorthand ? { [shorthand]: item } : item
      if (isObject(entry))
        return [new Fields(this.file, this.data, [...this.at, name, index], entry, this.problems, this.lineOffset)]
      this.fault(`each entry of "${name}" must be a mapping`, [name, index])
      return []
    })
  }

  /** The mapping in a field; empty when absent. */
  part(name: string): readonly Fields[] {
    const value = this.#record[name]
    if (value === undefined) return []
    if (isObject(value))
      return [new Fields(this.file, this.data, [...this.at, name], value, this.problems, this.lineOffset)]
    this.fault(`"${name}" must be a mapping`, [name])
    return []
  }

  /** Whatever the field holds; undefined when absent. */
  raw(name: string): unknown {
    return this.#record[name]
  }

  fault(message: string, path: FieldPath): void {
    this.problems.push({ file: this.file, line: this.#lineOf(path), message })
  }

  get #record(): Readonly<Record<string, unknown>> {
    return this.value as Readonly<Record<string, unknown>>
  }

  #lineOf(path: FieldPath): number {
    return this.data.lineOf([...this.at, ...path]) + this.lineOffset
  }
}
