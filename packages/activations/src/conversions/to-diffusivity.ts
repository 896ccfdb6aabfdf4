import { type Graph, GraphBuilder } from '@numeural/formula'
import { divideByR } from '../divide-by-r.js'
import { insertScaled, unscaled } from './scaled.js'
import { activationFromRegulariser } from './to-activation.js'

/**
 * g(r) = Φ(r)/r, and g(0) = Φ'(0) (T20, Table 1).
 *
 * @param isOdd whether Φ is odd; where it is not, Φ'(0) is the derivative of the piece that holds 0
 */
export function diffusivityFromActivation(activation: Graph, isOdd = true): Graph {
  return divideByR(activation, isOdd)
}

/** g(r) = Ψ'(r)/(2r), and g(0) = Ψ''(0)/2 (T20, Table 1). */
export function diffusivityFromRegulariser(regulariser: Graph): Graph {
  return divideByR(activationFromRegulariser(regulariser))
}

/**
 * g(r) = (1 − (√2/r) S(r/√2))/(4τ), and g(0) = (1 − S'(0))/(4τ) (T20, eq. 11), τ being the symbol `tau`.
 * With q = r/√2 this is (1 − S(q)/q)/(4τ), which loses nothing near 0.
 */
export function diffusivityFromShrinkage(shrinkage: Graph): Graph {
  const builder = new GraphBuilder()
  const ratio = unscaled(builder, insertScaled(builder, divideByR(shrinkage), -1))
  const rest = builder.apply('subtract', builder.constant(1), ratio)
  const fourTau = builder.apply('multiply', builder.constant(4), builder.input('tau'))
  return builder.finish([builder.apply('divide', rest, fourTau)])
}
