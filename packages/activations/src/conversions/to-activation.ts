import { differentiate, type Graph, GraphBuilder } from '@numeural/formula'

/** Φ(r) = g(r)·r (T20, Table 1). */
export function activationFromDiffusivity(diffusivity: Graph): Graph {
  const builder = new GraphBuilder()
  const [g] = builder.insert(diffusivity)
  return builder.finish([builder.apply('multiply', g, builder.input('r'))])
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
  const root = builder.constant(Math.SQRT2)
  const [s] = builder.insert(shrinkage, { r: builder.apply('divide', r, root) })
  const difference = builder.apply('subtract', r, builder.apply('multiply', root, s))
  const fourTau = builder.apply('multiply', builder.constant(4), builder.input('tau'))
  return builder.finish([builder.apply('divide', difference, fourTau)])
}
