import { createRandom, type Signals } from '@numeural/core'
import { addGaussianNoise, piecewiseLinearSignals } from '@numeural/datasets'
import { describe, expect, test } from 'vitest'
import { channelNoise } from './channel-noise.js'

const [height, width] = [128, 160]
const place = height * width

/** A ramp in every channel with noise of three sources: `mix[channel][source]`. */
function noisy(mix: readonly (readonly number[])[]): Signals {
  const random = createRandom(1, 'channel noise')
  const data = new Float32Array(mix.length * place)
  for (let i = 0; i < place; i++) {
    const sources = [random.normal(), random.normal(), random.normal()]
    for (const [channel, row] of mix.entries()) {
      data[channel * place + i] = i / width + row.reduce((sum, factor, k) => sum + factor * sources[k], 0)
    }
  }
  return { data, count: 1, shape: { channels: mix.length, height, width } }
}

describe('the noise of channels', () => {
  test.each([
    [
      'independent',
      [
        [20, 0, 0],
        [0, 20, 0],
        [0, 0, 20],
      ],
      3,
    ],
    [
      'common',
      [
        [20, 0, 0],
        [20, 0, 0],
        [20, 0, 0],
      ],
      1,
    ],
    [
      'in one channel only',
      [
        [20, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      1,
    ],
    // Covariance 400 · [[1, 0.8], [0.8, 1]]: 2²/(2 + 2 · 0.64).
    [
      'correlated by 0.8',
      [
        [20, 0, 0],
        [16, 12, 0],
      ],
      4 / 3.28,
    ],
  ])('%s', (_, mix, independent) => {
    const { covariance, independent: found } = channelNoise(noisy(mix))
    // Robust deviations of 20 000 samples err by about a percent; a covariance is a difference of their squares.
    expect(Math.abs(found / independent - 1)).toBeLessThan(0.05)
    for (const [a, x] of mix.entries()) {
      for (const [b, y] of mix.entries()) {
        const expected = x.reduce((sum, factor, k) => sum + factor * y[k], 0)
        expect(Math.abs(covariance[a * mix.length + b] - expected)).toBeLessThan(0.05 * 400)
      }
    }
  })

  test('signals of several channels', () => {
    const { data } = piecewiseLinearSignals({ count: 60, length: 256 })
    const three = { data, count: 20, shape: { channels: 3, height: 1, width: 256 } }
    const { covariance, independent } = channelNoise(addGaussianNoise(three, 10, { seed: 2 }))
    // 5 000 samples a channel, and jumps that count as noise.
    expect(Math.abs(covariance[0] / 100 - 1)).toBeLessThan(0.2)
    expect(independent).toBeGreaterThan(2.9)
  })

  test('nothing is known of two samples', () => {
    const { covariance, independent } = channelNoise({
      data: new Float32Array(4),
      count: 1,
      shape: { channels: 2, height: 1, width: 2 },
    })
    expect([...covariance, independent]).toEqual([0, 0, 0, 0, 2])
  })
})
