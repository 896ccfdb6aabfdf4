import { type Graph, GraphBuilder } from '@numeural/formula'
import { insertScaled, unscaled } from './scaled.js'
import { activationFromRegulariser } from './to-activation.js'

/** S(r) = r(1 − 4τ g(√2 r)) for grid size 1 (T20, eq. 11 solved for S), τ being the symbol `tau`. */
export function shrinkageFromDiffusivity(diffusivity: Graph): Graph {
  const builder = new GraphBuilder()
  const r = builder.input('r')
  const g = unscaled(builder, insertScaled(builder, diffusivity, 1))
  const fourTau = builder.apply('multiply', builder.constant(4), builder.input('tau'))
  const factor = builder.apply('subtract', builder.constant(1), builder.apply('multiply', fourTau, g))
  return builder.finish([builder.apply('multiply', r, factor)])
}

/** S(r) = r − √2 α Ψ'(√2 r) with α = τ (T20, Table 1), τ being the symbol `tau`. */
export function shrinkageFromRegulariser(regulariser: Graph): Graph {
  return shrinkageFromActivation(activationFromRegulariser(regulariser))
}

/** S(r) = r − 2√2 τ Φ(√2 r) (T20, Table 1), τ being the symbol `tau`. */
export function shrinkageFromActivation(activation: Graph): Graph {
  const builder = new GraphBuilder()
  const r = builder.input('r')
  const { node, halves } = insertScaled(builder, activation, 1)
  // 2√2 joins the powers of √2 that the flux carries.
  const weighted = { node: builder.apply('multiply', builder.input('tau'), node), halves: halves + 3 }
  return builder.finish([builder.apply('subtract', r, unscaled(builder, weighted))])
}
