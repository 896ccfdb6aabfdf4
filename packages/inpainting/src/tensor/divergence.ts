import { channelOf, type Operand, type PlanBuilder, type Signal, type Vector } from '@numeural/core'
import { haarGeometry } from './haar-details.js'

/**
 * The tensor of every cell, as single-channel operands: a, b, c of D = [a b; b c] and the weight of the mixed detail.
 */
export interface CellTensor {
  readonly a: Operand
  readonly b: Operand
  readonly c: Operand
  readonly mixed: Operand
}

/** Reads a tensor that is stored as the four channels a, b, c, mixed. */
export function cellTensorOf(stored: Signal): CellTensor {
  return { a: channelOf(stored, 0), b: channelOf(stored, 1), c: channelOf(stored, 2), mixed: channelOf(stored, 3) }
}

/**
 * Traces KᵀTKu = −∇ᵀ(D∇u) with K the Haar details of 2×2 cells and T = [a b; b c] ⊕ (a + c − 2δ):
 * a diffusion block with a tensor in place of the flux function; symmetric and positive semidefinite by construction.
 *
 * @param u one channel
 * @param details kernel of K, see {@link haarDetails}
 */
export function traceDivergence(builder: PlanBuilder, u: Signal, tensor: CellTensor, details: Vector): Signal {
  const geometry = builder.geometry(u, haarGeometry)
  const cells = builder.convolution(u, details, geometry)
  const P = channelOf(cells, 0)
  const Q = channelOf(cells, 1)
  const flux = builder.concatenate([
    builder.map('a*P + b*Q', { a: tensor.a, b: tensor.b, P, Q }),
    builder.map('b*P + c*Q', { b: tensor.b, c: tensor.c, P, Q }),
    builder.map('mixed*M', { mixed: tensor.mixed, M: channelOf(cells, 2) }),
  ])
  return builder.transposedConvolution(flux, details, geometry)
}
