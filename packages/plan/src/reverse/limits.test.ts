import { createBackend } from '@numeural/core'
import { describe, expect, it } from 'vitest'
import { PlanBuilder } from '../builder/plan-builder.js'
import { elementOf } from '../values/value.js'
import { reverse } from './reverse.js'

/** Φ, the points r, Φ'(r), and Σ ∂Φ/∂λ over the points, all at λ = 2. */
const fluxes: readonly (readonly [string, readonly number[], readonly number[], number])[] = [
  ['r*sqrt(max(0, 1 - (r/lambda)^2))', [0, 2, 3, -3], [1, 0, 0, 0], 0],
  ['r*exp(-1/max(0, 1 - (r/lambda)^2))', [0, 2, 3, -3], [Math.exp(-1), 0, 0, 0], 0],
  ['r*max(0, 1 - abs(r)/lambda)^0.75', [0, 2, 3], [1, 0, 0], 0],
  ['r*sqrt(abs(r)/lambda)', [0, 2], [0, 1.5], -0.5],
  ['r*(abs(r)/lambda)^0.5', [0, 2], [0, 1.5], -0.5],
  ['sign(r)*log1p(abs(r)/lambda)', [0, 2, -2], [0.5, 0.25, 0.25], 0],
  ['r/(1 + (lambda/r)^2)', [0, 2], [0, 1], -0.5],
  ['r*exp(-(lambda/r)^2)', [0, 2], [0, 3 * Math.exp(-1)], -2 * Math.exp(-1)],
]

describe.each(['wasm', 'reference'] as const)('%s: gradients are limits where 0 meets infinity', (name) => {
  it.each(fluxes)('%s', async (flux, r, slopes, byLambda) => {
    const builder = new PlanBuilder('float32')
    const signal = builder.input('r', { channels: 1, height: 1, width: r.length })
    const lambda = elementOf(builder.parameter('lambda', 1))
    builder.output('loss', builder.sum(builder.map(flux, { r: signal, lambda })))
    await using backend = await createBackend(name)
    await using program = await backend.compile(reverse(builder.finish(), { loss: 'loss', inputs: ['r'] }))
    const result = await program.run({ batch: 1, inputs: { r: Float32Array.from(r) }, parameters: Float32Array.of(2) })
    // rounding of float32
    for (const [k, slope] of slopes.entries()) expect(result['gradient:r'][k]).toBeCloseTo(slope, 6)
    expect(result.gradient[0]).toBeCloseTo(byLambda, 6)
  })

  it('what the loss does not count adds nothing, however steep it is', async () => {
    const builder = new PlanBuilder('float32')
    const r = builder.input('r', { channels: 1, height: 1, width: 3 })
    const root = builder.map('sqrt(r)', { r })
    builder.output('loss', builder.sum(builder.map('r*root', { r, root })))
    await using backend = await createBackend(name)
    await using program = await backend.compile(reverse(builder.finish(), { loss: 'loss', inputs: ['r'] }))
    const result = await program.run({
      batch: 1,
      inputs: { r: Float32Array.of(0, 1, 4) },
      parameters: new Float32Array(),
    })
    expect([...result['gradient:r']]).toEqual([0, 1.5, 3])
  })
})
