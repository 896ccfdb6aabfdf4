import { describe, expect, it } from 'vitest'
import { measureInTurns, orderOf } from './rounds.js'

/** A runner that writes its name into a log; a clock in it moves on by `cost` milliseconds at every measurement. */
function fakeRunners(costs: Record<string, number>) {
  const log: string[] = []
  let time = 0
  const runners = Object.entries(costs).map(([id, cost]) => ({
    id,
    spent: 0,
    measure: async (seconds: number) => {
      log.push(id)
      await Promise.resolve()
      time += cost
      return { steps: 1, median: seconds }
    },
  }))
  return { log, runners, clock: () => time }
}

describe('orderOf', () => {
  it('names everybody once and begins with another one every round', () => {
    expect(orderOf(3, 0)).toEqual([0, 1, 2])
    expect(orderOf(3, 1)).toEqual([1, 2, 0])
    expect(orderOf(3, 5)).toEqual([2, 0, 1])
    expect(orderOf(0, 4)).toEqual([])
  })
})

describe('measureInTurns', () => {
  it('measures one after the other, round by round, after a round that does not count', async () => {
    const { log, runners, clock } = fakeRunners({ a: 1, b: 1, c: 1 })
    const records = await measureInTurns(runners, { rounds: 2, seconds: 0.5, patience: 10, clock })
    expect(log.join('')).toBe('abcbcacab')
    expect(records.get('b')).toEqual({
      rounds: [
        { steps: 1, median: 0.5 },
        { steps: 1, median: 0.5 },
      ],
      failure: null,
    })
  })

  it('leaves out who fails, and keeps what was measured before', async () => {
    const { runners, clock } = fakeRunners({ a: 1 })
    let count = 0
    const failing = {
      id: 'failing',
      spent: 0,
      measure: async () => {
        if (++count === 3) throw new Error('gave up')
        return { steps: 1, median: 2 }
      },
    }
    const records = await measureInTurns([failing, ...runners], { rounds: 4, seconds: 1, patience: 10, clock })
    expect(count).toBe(3)
    expect(records.get('failing')).toEqual({ rounds: [{ steps: 1, median: 2 }, null, null, null], failure: 'gave up' })
    expect(records.get('a')?.rounds.every((each) => each !== null)).toBe(true)
  })

  it('measures who is slow only until its patience is used up, but once at least', async () => {
    const { log, runners, clock } = fakeRunners({ slow: 3000, fast: 1 })
    const records = await measureInTurns(runners, { rounds: 5, seconds: 1, patience: 5, clock })
    expect(log.filter((id) => id === 'slow')).toHaveLength(2)
    expect(records.get('slow')?.rounds.filter((each) => each !== null)).toHaveLength(1)
    expect(records.get('fast')?.rounds.filter((each) => each !== null)).toHaveLength(5)
  })

  it('spares who was slow before the first round its warming up', async () => {
    const { log, runners, clock } = fakeRunners({ slow: 3000 })
    await measureInTurns([{ ...runners[0]!, spent: 4 }], { rounds: 2, seconds: 1, patience: 6, clock })
    expect(log).toHaveLength(1)
  })

  it('tells whose turn it is and how far it is', async () => {
    const { runners, clock } = fakeRunners({ a: 1, b: 1 })
    const turns: [number, string][] = []
    await measureInTurns(runners, { rounds: 1, seconds: 1, patience: 1, clock, onTurn: (...turn) => turns.push(turn) })
    expect(turns).toEqual([
      [0, 'a'],
      [0.25, 'b'],
      [0.5, 'b'],
      [0.75, 'a'],
    ])
  })
})
