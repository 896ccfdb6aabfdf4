import { differentiate, type Graph, GraphBuilder } from '@numeural/formula'
import { insertScaled, unscaled } from './scaled.js'
import { timesR } from './times-r.js'

/** Φ(r) = g(r)·r (T20, Table 1). */
export function activationFromDiffusivity(diffusivity: Graph): Graph {
  return timesR(diffusivity)
}

/** Φ(r) = Ψ'(r)/2 (T20, Table 1). */
export function activationFromRegulariser(regulariser: Graph): Graph {
  const builder = new GraphBuilder()
  const [slope] = builder.insert(differentiate(regulariser, 'r'))
  return builder.finish([builder.apply('multiply', builder.constant(0.5), slope)])
}

/**
 * Φ(r) = (r − √2 S(r/√2))/(4τ) (T20, Table 1), τ being the symbol `tau`.
 *
 * Where Φ ≪ r the subtraction cancels: the result is good to rounding relative to |r|, not to |Φ|.
 */
export function activationFromShrinkage(shrinkage: Graph): Graph {
  const builder = new GraphBuilder()
  const r = builder.input('r')
  const { node, halves } = insertScaled(builder, shrinkage, -1)
  const difference = builder.apply('subtract', r, unscaled(builder, { node, halves: halves + 1 }))
  const fourTau = builder.apply('multiply', builder.constant(4), builder.input('tau'))
  return builder.finish([builder.apply('divide', difference, fourTau)])
}
