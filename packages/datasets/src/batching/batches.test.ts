import { describe, expect, it } from 'vitest'
import { batches } from './batches.js'

describe('batches', () => {
  it('holds every index once, the last batch what is left', () => {
    const epoch = batches({ count: 10, batchSize: 4, seed: 1, epoch: 0 })
    expect(epoch.map((batch) => batch.length)).toEqual([4, 4, 2])
    expect(epoch.flatMap((batch) => [...batch]).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(batches({ count: 3, batchSize: 100, epoch: 0 })).toHaveLength(1)
  })

  it('depends on seed and epoch alone', () => {
    const of = (seed: number, epoch: number) => batches({ count: 50, batchSize: 50, seed, epoch })[0]
    const third = of(1, 3)
    of(1, 2)
    expect(of(1, 3)).toEqual(third)
    expect(of(1, 4)).not.toEqual(third)
    expect(of(2, 3)).not.toEqual(third)
    expect(batches({ count: 50, batchSize: 7, seed: 1, epoch: 3 }).flatMap((batch) => [...batch])).toEqual([...third!])
  })

  it('puts every index everywhere equally often', () => {
    const epochs = 3000
    const firsts = [0, 0, 0, 0, 0]
    for (let epoch = 0; epoch < epochs; epoch++) firsts[batches({ count: 5, batchSize: 1, epoch })[0]![0]!]!++
    // Binomial with p = 1/5: four standard deviations are 88.
    for (const times of firsts) expect(Math.abs(times - epochs / 5)).toBeLessThan(88)
  })

  it.each([
    [{ count: 0, batchSize: 1, epoch: 0 }, 'count is 0'],
    [{ count: 5, batchSize: 0, epoch: 0 }, 'batchSize is 0'],
    [{ count: 5, batchSize: 1.5, epoch: 0 }, 'batchSize is 1.5'],
    [{ count: 5, batchSize: 1, epoch: -1 }, 'epoch is -1'],
    [{ count: 5, batchSize: 1, epoch: 0, seed: Number.NaN }, 'seed is NaN'],
  ])('refuses %o', (options, message) => {
    expect(() => batches(options)).toThrow(message)
  })
})
