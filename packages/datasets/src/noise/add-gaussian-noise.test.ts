import { describe, expect, it } from 'vitest'
import { addGaussianNoise } from './add-gaussian-noise.js'

describe('addGaussianNoise', () => {
  it('has mean 0, deviation sigma and the tails of a Gaussian, and is not clipped', () => {
    const count = 200_000
    const noise = addGaussianNoise(new Float32Array(count), 10, { seed: 3 })
    const mean = noise.reduce((sum, value) => sum + value, 0) / count
    const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / count)
    // Four standard errors: 4 · 10/√n and 4 · 10/√(2n).
    expect(Math.abs(mean)).toBeLessThan(0.09)
    expect(Math.abs(deviation - 10)).toBeLessThan(0.064)
    for (const [level, share] of [
      [10, 0.3173],
      [20, 0.0455],
      [30, 0.0027],
    ] as const) {
      const beyond = noise.filter((value) => Math.abs(value) > level).length / count
      expect(Math.abs(beyond - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count))
    }
    expect(noise.some((value) => value < 0)).toBe(true)
    expect(addGaussianNoise(new Float32Array(1000).fill(255), 10).some((value) => value > 255)).toBe(true)
  })

  it('repeats for a seed, differs for another seed or stream, and scales with sigma', () => {
    const zero = new Float32Array(8)
    const noise = addGaussianNoise(zero, 1, { seed: 5 })
    expect(addGaussianNoise(zero, 1, { seed: 5 })).toEqual(noise)
    expect(addGaussianNoise(zero, 1, { seed: 6 })).not.toEqual(noise)
    expect(addGaussianNoise(zero, 1, { seed: 5, purpose: 'other' })).not.toEqual(noise)
    expect(addGaussianNoise(zero, 4, { seed: 5 })).toEqual(noise.map((value) => 4 * value))
    expect(addGaussianNoise(Float32Array.of(1, 2), 0)).toEqual(Float32Array.of(1, 2))
    expect(zero.every((value) => value === 0)).toBe(true)
  })

  it('takes images, every channel with noise of its own', () => {
    const image = { data: new Float32Array(12).fill(100), width: 2, height: 2, channels: 3 }
    const noisy = addGaussianNoise(image, 5, { seed: 1 })
    expect(noisy).toEqual({ ...image, data: addGaussianNoise(image.data, 5, { seed: 1 }) })
    expect(noisy.data.slice(0, 4)).not.toEqual(noisy.data.slice(4, 8))
    expect(image.data.every((value) => value === 100)).toBe(true)
  })

  it.each([
    [-1, 0, 'sigma is -1'],
    [Number.NaN, 0, 'sigma is NaN'],
    [Number.POSITIVE_INFINITY, 0, 'sigma is Infinity'],
    [1, -1, 'seed is -1'],
    [1, 1.5, 'seed is 1.5'],
  ])('refuses sigma %f with seed %f', (sigma, seed, message) => {
    expect(() => addGaussianNoise(new Float32Array(1), sigma, { seed })).toThrow(message)
  })

  it('refuses an image whose data do not fit its size', () => {
    const wrong = { data: new Float32Array(5), width: 2, height: 2, channels: 1 }
    expect(() => addGaussianNoise(wrong, 1)).toThrow(expect.objectContaining({ name: 'ShapeError' }))
  })
})
