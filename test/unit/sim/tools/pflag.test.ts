import { describe, expect, test } from 'vitest'
import { invalidArgument, readFlags, type Flag } from '../../../../src/sim/tools/pflag.ts'

const FLAGS: readonly Flag[] = [
  { long: 'output', short: 'o' },
  { long: 'all', short: 'a', isSwitch: true },
  { long: 'follow', short: 'f', isSwitch: true },
  { long: 'last', short: null },
]

function read(line: string) {
  const taken: string[] = []
  const words = readFlags(
    line === '' ? [] : line.split(' '),
    (by, name) => FLAGS.find((flag) => flag[by] === name),
    (flag, value) => {
      taken.push(`${flag.long} ${value}`)
      return value === 'bad' ? invalidArgument(flag, value, 'no such thing') : null
    },
  )
  return words.ok ? { taken, words: words.value } : { taken, problem: words.problem }
}

describe('a command line of a tool written in Go', () => {
  // Source: https://github.com/spf13/pflag/blob/master/flag.go (parseArgs, parseLongArg, parseSingleShortArg)
  test.each([
    ['', [], []],
    ['--output json', ['output json'], []],
    ['--output=json', ['output json'], []],
    ['--output=', ['output '], []],
    ['-o json', ['output json'], []],
    ['-ojson', ['output json'], []],
    ['-o=json', ['output json'], []],
    ['-o -a', ['output -a'], []],
    ['--all false', ['all true'], ['false']],
    ['--all=false', ['all false'], []],
    ['-a=false', ['all false'], []],
    ['-o=', ['output ='], []],
    ['-af', ['all true', 'follow true'], []],
    ['-afo json', ['all true', 'follow true', 'output json'], []],
    ['one --last 5 two', ['last 5'], ['one', 'two']],
    ['- --all', ['all true'], ['-']],
    ['one -- --all -o', [], ['one', '--all', '-o']],
  ])('%s', (line, taken, words) => {
    expect(read(line)).toEqual({ taken, words })
  })

  // Source: https://github.com/spf13/pflag/blob/master/errors.go
  test.each([
    ['--nope', 'unknown flag: --nope'],
    ['-x', "unknown shorthand flag: 'x' in -x"],
    ['-axf', "unknown shorthand flag: 'x' in -xf"],
    ['-a=', "unknown shorthand flag: '=' in -="],
    ['--output', 'flag needs an argument: --output'],
    ['-o', "flag needs an argument: 'o' in -o"],
    ['-ao', "flag needs an argument: 'o' in -o"],
    ['-o bad', 'invalid argument "bad" for "-o, --output" flag: no such thing'],
    ['--last bad --nope', 'invalid argument "bad" for "--last" flag: no such thing'],
  ])('%s is refused', (line, problem) => {
    expect(read(line)).toMatchObject({ problem })
  })
})
