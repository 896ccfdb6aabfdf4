import { NumeuralError } from '@numeural/errors'
import { cureOfNegative } from './cure-of-negative.js'
import type { FaceName } from './face.js'
import type { Nonlinearity } from './nonlinearity.js'
import { scalarEvaluator } from './scalar-evaluator.js'
import { readablePoints, trialPoints } from './trial-points.js'

/** Relative; formulas differ from their mirror image by rounding only, which cancellation can magnify. */
const tolerance = 1e-6

/** Refuses given faces that are NaN somewhere, not even (g, Ψ) or not odd (S, Φ), or a Ψ with Ψ(0) ≠ 0. */
export function checkSymmetry(nonlinearity: Nonlinearity, values: Readonly<Record<string, number>>): void {
  for (const [face, graph] of Object.entries(nonlinearity.faces)) {
    const f = scalarEvaluator(graph, values)
    const isEven = face === 'diffusivity' || face === 'regulariser'
    for (const r of [0, ...readablePoints, ...trialPoints]) {
      const [left, right] = [f(-r), f(r)]
      if (Number.isNaN(left) || Number.isNaN(right)) {
        const at = Number.isNaN(right) ? r : -r
        throw notANumber(nonlinearity.name, face, at, cureOfNegative(graph, { ...values, r: at }))
      }
      if (nonlinearity.activationOnly) continue
      const mirrored = isEven ? left : -left
      if (right === mirrored || Math.abs(right - mirrored) <= tolerance * Math.max(Math.abs(right), Math.abs(left)))
        continue
      throw asymmetric(nonlinearity.name, face as FaceName, isEven, r, left, right)
    }
    if (face === 'regulariser' && Math.abs(f(0)) > 0) throw offset(nonlinearity.name, f(0))
  }
}

function notANumber(name: string, face: string, r: number, cure: string | undefined): NumeuralError {
  return new NumeuralError(`The ${face} of '${name}' is no number at r = ${r}.`, {
    code: 'NONLINEARITY_UNDEFINED',
    given: r,
    allowed: 'a formula that has a value for every real r, negative r included',
    hint:
      cure ??
      (r === 0
        ? "Give the limit at 0, as in 'r == 0 ? 1 : sin(r)/r'."
        : r < 0
          ? "Write the formula for negative r too, with abs(r), sign(r) or 'r < 0 ? … : …'."
          : 'Divide by what grows, so that no exponential or power overflows: exp(-r) for 1/exp(r), tanh(r) for sinh(r)/cosh(r).'),
  })
}

function asymmetric(
  name: string,
  face: FaceName,
  isEven: boolean,
  r: number,
  left: number,
  right: number,
): NumeuralError {
  const parity = isEven ? 'even' : 'odd'
  return new NumeuralError(`The ${face} of '${name}' is not ${parity}: it is ${right} at ${r} and ${left} at ${-r}.`, {
    code: 'NONLINEARITY_SYMMETRY',
    given: { r, left, right },
    allowed: 'even diffusivities and regularisers, odd shrinkage functions and activations',
    hint: 'Write abs(r) where |r| is meant and sign(r) for the sign; for an activation that is meant to be neither even nor odd set activationOnly.',
  })
}

function offset(name: string, value: number): NumeuralError {
  return new NumeuralError(`The regulariser of '${name}' is ${value} at r = 0, it must be 0.`, {
    code: 'NONLINEARITY_UNDEFINED',
    given: value,
    allowed: 'Ψ(0) = 0',
    hint: 'Subtract the constant: it changes no minimiser.',
  })
}
