import { createBackend } from '@numeural/core'
import { expect, it } from 'vitest'
import { randomMask } from '../masks/random-mask.js'
import { eed } from '../operators/eed.js'
import { homogeneous } from '../operators/homogeneous.js'
import { inpaintProblem } from '../problem/problem.js'
import { pattern } from '../testing/images.fixtures.js'
import { createConjugateGradients } from './conjugate-gradients.js'
import { createEvaluation, normOf } from './evaluation.js'

const backend = await createBackend()
const size = { width: 16, height: 12 }
const problem = inpaintProblem(pattern(16, 12), randomMask(size, { density: 0.3 }))
const operator = homogeneous()
const evaluator = await createEvaluation(backend, problem, operator)
const solver = await createConjugateGradients(backend, problem, operator)

it('reduces the true residual as far as it says and leaves known pixels alone', async () => {
  const u = problem.start.slice()
  const first = normOf(await evaluator.evaluate(u))
  const evaluation = await evaluator.evaluate(u)
  const { converged, iterations } = await solver.solve(u, evaluation, { reduction: 1e-9, maxIterations: 200 })
  expect(converged).toBe(true)
  // In exact arithmetic it ends after as many iterations as there are unknown pixels.
  expect(iterations).toBeLessThanOrEqual(134)
  // The recursion's residual drifts from the true one by rounding errors far below 1e-9.
  expect(normOf(await evaluator.evaluate(u))).toBeLessThan(1.01e-9 * first)
  problem.free.forEach((free, pixel) => {
    if (free === 0) expect(u[pixel]).toBe(problem.start[pixel])
  })
})

it('says when the iterations did not suffice', async () => {
  const u = problem.start.slice()
  const result = await solver.solve(u, await evaluator.evaluate(u), { reduction: 1e-9, maxIterations: 2 })
  expect(result).toEqual({ converged: false, iterations: 2 })
})

it('breaks down with an error on an operator that is not positive definite', async () => {
  const u = problem.start.slice()
  const nonlinear = await createEvaluation(backend, problem, eed())
  const { residual, squared, coefficients } = await nonlinear.evaluate(u)
  const negative = { residual, squared, coefficients: coefficients!.map((weight) => -weight) }
  const solver = await createConjugateGradients(backend, problem, eed())
  await expect(solver.solve(u, negative, { reduction: 1e-2, maxIterations: 9 })).rejects.toMatchObject({
    code: 'CONJUGATE_GRADIENTS_BREAKDOWN',
  })
})

it('refuses to go on from numbers that are not finite', async () => {
  const u = problem.start.map((value) => value * 1e200)
  await expect(evaluator.evaluate(u)).rejects.toMatchObject({ code: 'INPAINT_DIVERGED' })
})
