import { failure, success, type Result } from '../../../ground/result.ts'
import { isObject, own, type JsonObject } from '../../../ground/json-object.ts'
import { parseYaml, parseYamlAsWritten } from '../../../manifests/yaml.ts'
import { controlsErrors } from './controls-errors.ts'
import type { Check, Controls, Group, TestItem, Tests } from './controls.ts'

/** Thrown inside this file alone: the text is not of the form. */
class NotOfTheForm extends Error {}

/**
 * Reads a file of checks as yaml.v2 decodes it into kube-bench's structures: unknown keys are ignored, null is as good
 * as absent, a text where a boolean belongs refuses the file. The problem is what yaml.v2 says.
 */
export function readControls(text: string): Result<Controls, string> {
  return reading(text, readDocument)
}

/** Whether a text is meant as such a file: it says `controls` at its top and has groups. */
export function looksLikeControls(text: string): boolean {
  return /^controls:/m.test(text) && /^groups:/m.test(text)
}

/** A value twice: with its scalars as written, and as YAML 1.1 understands them. */
interface Twice {
  readonly written: unknown
  readonly meant: unknown
}

function reading<Value>(text: string, read: (at: Twice) => Value): Result<Value, string> {
  const written = parseYamlAsWritten(text)
  const meant = parseYaml(text)
  const fault = [...written.faults, ...meant.faults].find(({ code }) => code !== 'duplicate-key')
  if (fault) return failure(fault.code === 'yaml-syntax' ? fault.reason : fault.code)
  try {
    return success(read({ written: written.values[0], meant: meant.values[0] }))
  } catch (error) {
    if (error instanceof NotOfTheForm) return failure(controlsErrors(text) ?? error.message)
    throw error
  }
}

function readDocument(at: Twice): Controls {
  return {
    id: text(at, 'id'),
    version: text(at, 'version'),
    text: text(at, 'text'),
    type: text(at, 'type'),
    groups: list(at, 'groups').map(groupOf),
  }
}

function groupOf(at: Twice): Group {
  return { id: text(at, 'id'), text: text(at, 'text'), type: text(at, 'type'), checks: list(at, 'checks').map(checkOf) }
}

function checkOf(at: Twice): Check {
  const tests = field(at, 'tests')
  return {
    id: text(at, 'id'),
    text: text(at, 'text'),
    type: text(at, 'type'),
    remediation: text(at, 'remediation'),
    audit: text(at, 'audit'),
    auditEnv: text(at, 'audit_env'),
    auditConfig: text(at, 'audit_config'),
    scored: flag(at, 'scored', false),
    useMultipleValues: flag(at, 'use_multiple_values', false),
    disableEnvTesting: flag(at, 'disableenvtesting', false),
    tests: tests ? testsOf(tests) : null,
  }
}

function testsOf(at: Twice): Tests {
  if (!isObject(at.meant)) throw new NotOfTheForm('tests: a map is wanted')
  return { binOp: text(at, 'bin_op'), items: list(at, 'test_items').map(itemOf) }
}

function itemOf(at: Twice): TestItem {
  const compare = field(at, 'compare') ?? { written: {}, meant: {} }
  return {
    flag: text(at, 'flag'),
    path: text(at, 'path'),
    env: text(at, 'env'),
    set: flag(at, 'set', true),
    compare: { op: text(compare, 'op'), value: text(compare, 'value') },
  }
}

/** Null: absent, or nothing. */
function field({ written, meant }: Twice, key: string): Twice | null {
  if (meant === null || meant === undefined) return null
  if (!isObject(meant) || !isObject(written)) throw new NotOfTheForm(`a map with ${key} is wanted`)
  const value = own(meant, key)
  return value === undefined || value === null ? null : { written: own(written as JsonObject, key), meant: value }
}

function text(at: Twice, key: string): string {
  const value = field(at, key)
  if (!value) return ''
  if (typeof value.written !== 'string') throw new NotOfTheForm(`${key}: a text is wanted`)
  return value.written
}

function flag(at: Twice, key: string, absent: boolean): boolean {
  const value = field(at, key)
  if (!value) return absent
  if (typeof value.meant !== 'boolean')
    throw new NotOfTheForm(`${key}: true or false is wanted, without quotation marks`)
  return value.meant
}

function list(at: Twice, key: string): readonly Twice[] {
  const value = field(at, key)
  if (!value) return []
  if (!Array.isArray(value.meant) || !Array.isArray(value.written)) throw new NotOfTheForm(`${key}: a list is wanted`)
  const written: readonly unknown[] = value.written
  return value.meant.map((meant: unknown, index) => ({ meant, written: written[index] }))
}
