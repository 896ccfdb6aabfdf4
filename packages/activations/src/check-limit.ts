import { NumeuralError } from '@numeural/errors'
import type { Graph } from '@numeural/formula'
import { stableForm } from './closed-form.js'
import type { Nonlinearity } from './nonlinearity.js'
import { scalarEvaluator } from './scalar-evaluator.js'

const near = [1e-6, 1e-8]
/** A g with a limit has changed less than this between the two; one that grows without bound has changed more. */
const tolerance = 1e-3

/**
 * Refuses a flux that has no value at 0 or, though odd, one other than 0, and a nonlinearity whose diffusivity is
 * derived and whose g(0) = Φ'(0) is not the limit of g(r): the formula then hides the limit, as
 * `r == 0 ? 0 : sin(r)^2/r` does.
 */
export function checkLimitAtZero(nonlinearity: Nonlinearity, values: Readonly<Record<string, number>>): void {
  const flux = scalarEvaluator(stableForm(nonlinearity, 'activation') as Graph, values)(0)
  if (!Number.isFinite(flux) || (flux !== 0 && !nonlinearity.activationOnly)) throw noFlux(nonlinearity.name, flux)
  if (nonlinearity.formulas.diffusivity !== undefined || nonlinearity.activationOnly) return
  const g = scalarEvaluator(stableForm(nonlinearity, 'diffusivity') as Graph, values)
  const origin = g(0)
  const [far, close] = near.map(g)
  const hasLimit = Math.abs(far - close) <= tolerance * (1 + Math.abs(close))
  if (!hasLimit || Math.abs(origin - close) <= tolerance * (1 + Math.abs(close))) return
  throw new NumeuralError(
    `The diffusivity of '${nonlinearity.name}' tends to ${close} at r = 0, its formula gives ${origin}.`,
    {
      code: 'NONLINEARITY_UNDEFINED',
      given: origin,
      allowed: String(close),
      hint: "Give the diffusivity itself, with its value at 0, as in 'r == 0 ? 1 : (sin(r)/r)^2'.",
    },
  )
}

function noFlux(name: string, flux: number): NumeuralError {
  return new NumeuralError(`The activation of '${name}' that follows from its formula is ${flux} at r = 0.`, {
    code: 'NONLINEARITY_UNDEFINED',
    given: String(flux),
    allowed: '0, as of every odd function',
    hint: 'Write the formula so that it can be evaluated and differentiated at 0.',
  })
}
