import { describe, expect, it } from 'vitest'
import { addGaussianNoise } from '../noise/add-gaussian-noise.js'
import { piecewiseLinearSignals } from './piecewise-linear-signals.js'

/** Where a new segment starts: the second difference leaves rounding level only at a jump. */
function segmentLengths(signal: Float32Array): number[] {
  const starts = [0]
  for (let i = 1; i + 1 < signal.length; i++) {
    const start = starts[starts.length - 1]!
    if (i - start < 2) continue
    const slope = signal[start + 1]! - signal[start]!
    if (Math.abs(signal[i]! - signal[i - 1]! - slope) > 1e-3) starts.push(i)
  }
  return starts.map((start, k) => (starts[k + 1] ?? signal.length) - start)
}

/**
 * The explicit Perona–Malik scheme, one pixel apart, reflecting boundary:
 * u ← u + τ (Φ(right) − Φ(left)) with Φ(s) = s / (1 + s²/λ²).
 */
function peronaMalik(signals: Float32Array, length: number, steps: number, tau: number, lambda: number): Float32Array {
  let u = Float64Array.from(signals)
  for (let step = 0; step < steps; step++) {
    const next = u.slice()
    for (let i = 0; i < u.length; i++) {
      if (i % length === length - 1) continue
      const difference = u[i + 1]! - u[i]!
      const flux = (tau * difference) / (1 + (difference / lambda) ** 2)
      next[i]! += flux
      next[i + 1]! -= flux
    }
    u = next
  }
  return Float32Array.from(u)
}

function psnr(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2
  return 10 * Math.log10(255 ** 2 / (sum / a.length))
}

describe('piecewiseLinearSignals', () => {
  it('has segments between 1/10 and 1/2 of the signal, and values in [0, 255]', () => {
    const { data, shape } = piecewiseLinearSignals({ count: 300, seed: 5 })
    const lengths: number[] = []
    for (let i = 0; i < 300; i++) lengths.push(...segmentLengths(data.subarray(i * shape.width, (i + 1) * shape.width)))
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(26)
    expect(Math.min(...lengths)).toBeLessThan(30)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(128)
    expect(Math.max(...lengths)).toBeGreaterThan(115)
    expect(data.every((value) => value >= 0 && value <= 255)).toBe(true)
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length
    // Segment ends are uniform with mean 127.5; 300 signals of about 3.7 segments leave a standard error below 2.
    expect(Math.abs(mean - 127.5)).toBeLessThan(6)
  })

  it('gives the signals of the paper: a classical explicit Perona–Malik scheme reaches 36.5 dB on them', () => {
    const { data: clean, shape } = piecewiseLinearSignals({ count: 400, seed: 1 })
    const noisy = addGaussianNoise(clean, 10, { seed: 1 })
    // 20 log10(255/10) = 28.13 dB; 102400 samples leave a standard error of 0.02 dB.
    expect(Math.abs(psnr(noisy, clean) - 28.13)).toBeLessThan(0.08)
    // Among seeds the figure moves between 36.5 and 36.6; signals whose segments are drawn otherwise miss it by 0.2.
    expect(Math.abs(psnr(peronaMalik(noisy, shape.width, 7, 0.5, 15), clean) - 36.5)).toBeLessThan(0.15)
  })

  it('repeats for a seed and differs for another seed or purpose', () => {
    const some = piecewiseLinearSignals({ count: 3, seed: 7 }).data
    expect(piecewiseLinearSignals({ count: 3, seed: 7 }).data).toEqual(some)
    expect(piecewiseLinearSignals({ count: 3, seed: 8 }).data).not.toEqual(some)
    expect(piecewiseLinearSignals({ count: 3, seed: 7, purpose: 'other' }).data).not.toEqual(some)
    expect(piecewiseLinearSignals({ count: 9, seed: 7 }).data.slice(0, some.length)).toEqual(some)
  })

  it('fills signals of every length', () => {
    for (let length = 2; length <= 64; length++) {
      const { data } = piecewiseLinearSignals({ count: 20, length, seed: length })
      expect(data).toHaveLength(20 * length)
      expect(data.every((value) => value >= 0 && value <= 255)).toBe(true)
    }
  })

  it.each([
    [{ count: 0 }, 'count is 0'],
    [{ count: 2.5 }, 'count is 2.5'],
    [{ count: Number.NaN }, 'count is NaN'],
    [{ count: 1, length: 1 }, 'length is 1'],
    [{ count: 1, length: Number.POSITIVE_INFINITY }, 'length is Infinity'],
    [{ count: 2 ** 20, length: 2 ** 20 }, 'samples are more than'],
    [{ count: 1, seed: -1 }, 'seed is -1'],
    [{ count: 1, seed: 0.5 }, 'seed is 0.5'],
  ])('refuses %o', (options, message) => {
    expect(() => piecewiseLinearSignals(options)).toThrow(message)
  })
})
