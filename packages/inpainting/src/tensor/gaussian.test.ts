import { expect, it } from 'vitest'
import { gaussianKernel } from './gaussian.js'

it('has sum 1, is symmetric, and reaches at least 3σ to each side', () => {
  for (const sigma of [0.3, 0.97, 4]) {
    const kernel = gaussianKernel(sigma)
    expect(kernel.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14)
    expect([...kernel].reverse()).toEqual([...kernel])
    expect((kernel.length - 1) / 2).toBeGreaterThanOrEqual(3 * sigma)
  }
})

it('has the standard deviation asked for', () => {
  const kernel = gaussianKernel(4)
  const variance = kernel.reduce((sum, weight, index) => sum + weight * (index - 12) ** 2, 0)
  // Cutting at 3σ takes 0.0027 of the mass, whose squares are above 9σ²: the variance falls by some 3 %.
  expect(variance).toBeGreaterThan(0.965 * 16)
  expect(variance).toBeLessThan(16)
})

it('does not smooth for σ = 0', () => {
  expect([...gaussianKernel(0)]).toEqual([1])
})

it('samples the Gaussian', () => {
  for (const sigma of [1e-9, 0.02, 0.3, 0.97, 4, 50]) {
    const kernel = gaussianKernel(sigma)
    const radius = (kernel.length - 1) / 2
    kernel.forEach((weight, index) => {
      const expected = Math.exp(-((index - radius) ** 2) / (2 * sigma * sigma))
      // Every squaring doubles the relative error of at most a few 1e-16;
      // weights down to e^(−6) are squared three times.
      expect(weight / kernel[radius]).toBeCloseTo(expected, 14)
    })
  }
})
