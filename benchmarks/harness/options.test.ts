import { describe, expect, it } from 'vitest'
import { listOf, positiveNumber, readOptions, wholeNumber, wholeNumbers } from './options.js'

describe('readOptions', () => {
  const read = (...args: string[]) => readOptions(['node', 'run.js', ...args], ['A', 'B'], ['tfjs'])

  it('measures everything, at full length, by default', () => {
    expect(read()).toMatchObject({
      only: ['A', 'B'],
      peers: ['tfjs'],
      threads: [1, 2],
      rounds: 7,
      seconds: 0.5,
      docs: false,
    })
  })

  it('is shorter with --quick, unless it is told otherwise', () => {
    expect(read('--quick')).toMatchObject({ rounds: 3, seconds: 0.2, quick: true })
    expect(read('--quick', '--rounds', '5')).toMatchObject({ rounds: 5, seconds: 0.2 })
  })

  it('takes options behind the -- that pnpm hands on', () => {
    expect(read('--', '--only', 'b', '--peers', 'none')).toMatchObject({ only: ['B'], peers: ['none'] })
  })

  it('tells which options change the figures', () => {
    expect(read().given).toEqual([])
    const given = ['--threads', '1,2', '--rounds', '5', '--quick']
    expect(read('--only', 'A', '--docs', '--out', 'x.json', ...given).given).toEqual(given)
  })
})

describe('listOf', () => {
  const parse = listOf(['A', 'C3', 'formula'])

  it('finds names in any case, in the order given', () => {
    expect(parse('c3, a')).toEqual(['C3', 'A'])
    expect(parse('Formula')).toEqual(['formula'])
  })

  it('refuses what it does not know, and says what there is', () => {
    expect(() => parse('A,Z')).toThrow("There is no 'Z'; there are A, C3, formula.")
    expect(() => parse('')).toThrow("There is no ''")
  })
})

describe('numbers', () => {
  it('are read', () => {
    expect(wholeNumbers('1,2,2')).toEqual([1, 2])
    expect(positiveNumber('0.5')).toBe(0.5)
    expect(wholeNumber('7')).toBe(7)
  })

  it.each(['', ' ', '0', '-1', 'NaN', 'Infinity', 'two'])("are not '%s'", (text) => {
    expect(() => positiveNumber(text)).toThrow('no number greater than 0')
    expect(() => wholeNumbers(`1,${text}`)).toThrow('no number greater than 0')
  })

  it('are whole where half a round or half a thread makes no sense', () => {
    expect(() => wholeNumber('1.5')).toThrow('no whole number')
    expect(() => wholeNumbers('1,1.5')).toThrow('no whole number')
  })
})
