import { describe, expect, it } from 'vitest'
import { adam } from './adam.js'

describe('adam', () => {
  it('makes a first step of the learning rate against the sign of the gradient', () => {
    // m̂ = g and v̂ = g² after one step, so the step is lr·g/(|g| + ε); ε = 1e-8 against |g| = 0.5 costs 2e-8 relative.
    const parameters = Float64Array.of(1, 1)
    const optimiser = adam()
    optimiser.step(parameters, Float64Array.of(0.5, -40), new Float64Array(optimiser.stateLength(2)), 0.01)
    expect(parameters[0]).toBeCloseTo(0.99, 9)
    expect(parameters[1]).toBeCloseTo(1.01, 9)
  })

  it('follows the published recursion for many steps', () => {
    const optimiser = adam({ beta1: 0.8, beta2: 0.9, epsilon: 1e-3 })
    const state = new Float64Array(optimiser.stateLength(1))
    const parameters = Float64Array.of(3)
    let [x, m, v] = [3, 0, 0]
    for (let t = 1; t <= 50; t++) {
      const g = Math.cos(t) * x
      optimiser.step(parameters, Float64Array.of(Math.cos(t) * parameters[0]!), state, 0.05)
      m = 0.8 * m + 0.2 * g
      v = 0.9 * v + 0.1 * g * g
      x -= (0.05 * (m / (1 - 0.8 ** t))) / (Math.sqrt(v / (1 - 0.9 ** t)) + 1e-3)
    }
    // The two forms differ by rounding only.
    expect(parameters[0]).toBeCloseTo(x, 12)
  })

  it('finds the minimum of a quadratic', () => {
    const optimiser = adam()
    const state = new Float64Array(optimiser.stateLength(1))
    const parameters = Float64Array.of(5)
    for (let t = 0; t < 4000; t++) optimiser.step(parameters, Float64Array.of(2 * (parameters[0]! - 2)), state, 0.01)
    expect(parameters[0]).toBeCloseTo(2, 6)
  })
})
