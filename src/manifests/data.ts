import { lineStarts, positionAt } from '../ground/line-starts.ts'
import { failure, success, type Result } from '../ground/result.ts'
import type { FieldPath } from '../ground/span.ts'
import { findPath, sourceTrees } from './source-tree.ts'
import { parseYaml } from './yaml.ts'

/** A YAML file that is no manifest: its one value, and the line on which each part of it stands. */
export interface DataFile {
  readonly value: unknown
  /** Of the nearest part that exists, when the path does not. */
  lineOf(path: FieldPath): number
}

/** Why a file is no data: `line` counts from 1. */
export interface DataFault {
  readonly line: number
  readonly reason: string
}

/** Reads a text with one YAML document. An empty text is null. */
export function readData(text: string): Result<DataFile, DataFault> {
  const starts = lineStarts(text)
  const { values, faults } = parseYaml(text)
  const fault = faults[0]
  if (fault)
    return failure({
      line: positionAt(starts, fault.offset).line,
      reason: fault.code === 'yaml-syntax' ? fault.reason : fault.code,
    })
  if (values.length > 1) return failure({ line: 1, reason: 'more than one YAML document' })
  const [tree] = values.length > 0 ? sourceTrees(text) : []
  return success({
    value: values[0] ?? null,
    lineOf: (path) => (tree ? positionAt(starts, findPath(tree, path, 'entry').start).line : 1),
  })
}
