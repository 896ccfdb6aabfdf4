import { createBackend } from '@numeural/core'
import { evaluate, parse, withDerivatives } from '@numeural/formula'
import { expect, test } from 'vitest'
import { PlanBuilder } from '../builder/plan-builder.js'
import { reverse } from '../reverse/reverse.js'
import { absorbUnderflow } from './absorb-underflow.js'

/** Weickert 1998, eq. (5.4), times r; 1/(r/λ)⁸ overflows in float32 for r/λ < 1e-5 and in float64 for r/λ < 1e-39. */
const flux = '(r == 0 ? 1 : 1 - exp(-3.31488/(r/lambda)^8))*r'

test('keeps values and derivatives', () => {
  const graph = withDerivatives(parse(flux, ['r', 'lambda']), ['r', 'lambda'])
  const absorbed = absorbUnderflow(graph)
  for (const r of [-2, -1.1, 0, 0.7, 1, 3]) {
    expect(evaluate(absorbed, { r, lambda: 1 })).toEqual(evaluate(graph, { r, lambda: 1 }))
  }
})

test('gives the limit where the exponential has underflowed and another factor has overflowed', () => {
  const graph = parse('exp(-r^2)*r^5', ['r'])
  expect(evaluate(graph, { r: 1e70 })[0]).toBeNaN()
  expect(evaluate(absorbUnderflow(graph), { r: 1e70 })[0]).toBe(0)
})

test.each(['wasm', 'reference'] as const)('%s: the gradient of such a flux is finite everywhere', async (name) => {
  const builder = new PlanBuilder('float32')
  const width = 40
  const r = builder.input('r', { channels: 1, height: 1, width })
  const lambda = builder.parameter('lambda', 1)
  builder.output('loss', builder.sum(builder.map(flux, { r, lambda })))
  await using backend = await createBackend(name)
  await using program = await backend.compile(reverse(builder.finish(), { loss: 'loss', inputs: ['r'] }))
  // 10^−38 … 10^1
  const data = Float32Array.from({ length: width }, (_, k) => 10 ** (k - 38))
  const result = await program.run({ batch: 1, inputs: { r: data }, parameters: new Float32Array([10]) })
  // Up to r = λ/2 the flux is r, to the last digit.
  expect(Array.from(result['gradient:r'].subarray(0, 39))).toEqual(Array.from({ length: 39 }, () => 1))
  expect(result['gradient:r'].every(Number.isFinite)).toBe(true)
  expect(result.gradient.every(Number.isFinite)).toBe(true)
})
