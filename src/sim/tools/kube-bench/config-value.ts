import { failure, success, type Result } from '../../../ground/result.ts'
import { parseYaml } from '../../../manifests/yaml.ts'
import { floatText, goJson } from './go-text.ts'
import { printJsonPath, readJsonPath } from './json-path.ts'

/** A configuration as kube-bench reads it: JSON if it is that, else YAML. */
interface Configuration {
  readonly value: unknown
  /** Go holds every number of JSON as a float, and cannot print a map that came from YAML. */
  readonly language: 'json' | 'yaml'
}

/**
 * What a path finds in the text of a configuration; empty: nothing. Of several documents the first counts.
 * Source: check/test.go, pathTestItem.findValue, unmarshal and executeJSONPath.
 */
export function configValue(text: string, path: string): Result<string, string> {
  const configuration = readConfiguration(text)
  if (!configuration.ok) return configuration
  const template = readJsonPath(path)
  if (!template.ok) return template
  return printJsonPath(template.value, configuration.value.value, (value) =>
    printed(value, configuration.value.language),
  )
}

/** Reads a configuration as JSON, or else as YAML; a failure says why it is neither. */
function readConfiguration(text: string): Result<Configuration, string> {
  try {
    return success({ value: JSON.parse(text) as unknown, language: 'json' })
  } catch {
    /* not JSON: YAML then */
  }
  const { values, faults } = parseYaml(text)
  const fault = faults.find(({ code }) => code !== 'duplicate-key')
  if (fault) return failure(fault.code === 'yaml-syntax' ? fault.reason : fault.code)
  return success({ value: values[0], language: 'yaml' })
}

function printed(value: unknown, language: Configuration['language']): string | null {
  if (value === null || value === undefined) return '<nil>'
  if (typeof value === 'number')
    return language === 'yaml' && Number.isInteger(value) ? String(value) : floatText(value)
  if (typeof value === 'object') return language === 'yaml' && holdsMap(value) ? null : goJson(value)
  return String(value)
}

function holdsMap(value: unknown): boolean {
  return Array.isArray(value) ? value.some(holdsMap) : typeof value === 'object' && value !== null
}
