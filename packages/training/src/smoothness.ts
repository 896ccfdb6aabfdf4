import { refused, requireNumber } from '@numeural/errors'
import { isBlockNetwork, type Network } from '@numeural/schemes'
import type { Regulariser } from './regulariser.js'

/** C21 sec. 7.1.4, for grey values in [0, 255]. */
const usualBeta = { residual: 5, scheme: 10 } as const

/** The β that C21 uses for a network of this kind. */
export function usualSmoothness({ kind }: Network): number {
  return kind === 'residual' ? usualBeta.residual : usualBeta.scheme
}

/**
 * The β that a training uses: that of the option, which only networks with dynamic weights have.
 *
 * @throws ParameterError `TRAINING_OPTION` if it is given for another network, or no number of at least 0
 */
export function smoothnessIn(owner: string, network: Network, given: number | undefined): number {
  const isDynamic = isBlockNetwork(network) && network.weights === 'dynamic'
  if (given === undefined) return isDynamic ? usualSmoothness(network) : 0
  const option = { owner, option: 'smoothness', code: 'TRAINING_OPTION' }
  requireNumber(option, given, { least: 0 })
  if (!isDynamic) throw refused(option, given, 'left out for a network without dynamic weights')
  return given
}

/** β times {@link smoothnessOf} a network, as training adds it to the loss. */
export function smoothnessRegulariser(network: Network, beta: number): Regulariser {
  const smoothness = smoothnessOf(network)
  return {
    settings: { smoothness: beta },
    addGradient: (effective, gradient) => smoothness.addGradient(effective, beta, gradient),
  }
}

/** The regulariser of dynamic weights over the effective parameters of one network. */
export interface Smoothness {
  /** Σ_{k ≥ 2} τ_k ((θ_k − θ_{k−1})/τ_k)². */
  value(effective: Float64Array): number
  /** Adds β times its derivative; τ is taken as constant, or training would make it large to lower the sum. */
  addGradient(effective: Float64Array, beta: number, gradient: Float64Array): void
}

/** A stretch of θ: where it stands in one block, in the block before, and the τ between. */
interface Link {
  readonly current: number
  readonly before: number
  readonly length: number
  /** Index of τ in the effective buffer; null: 1/blocks, as for networks without a τ. */
  readonly tau: number | null
}

/**
 * How much the weights of a network change from block to block: Σ_{k ≥ 2} τ((θ_k − θ_{k−1})/τ)², which approximates
 * ∫ (∂θ/∂t)² dt (C21 eqs. 27, 28). θ are the effective kernels, biases and parameters of the nonlinearity; parameters
 * of the scheme (τ, α, …) are not regularised. τ is the step size of block k, for standard residual networks 1/blocks.
 */
export function smoothnessOf(network: Network): Smoothness {
  const { parametrisation } = network
  const { layout } = parametrisation
  const find = (name: string, block: number) =>
    layout.find((entry) => entry.name === name && (entry.block === block || entry.block === null))
  const links: Link[] = layout.flatMap(({ name, kind, block, offset, length }) => {
    if (kind === 'scheme' || block === null || block === 0) return []
    const before = find(name, block - 1)!
    const tau = find('tau', block)
    return [{ current: offset, before: before.offset, length, tau: tau?.offset ?? null }]
  })
  const step = (effective: Float64Array, tau: number | null): number =>
    tau === null ? 1 / (isBlockNetwork(network) ? network.blocks : 1) : effective[tau]!
  return {
    value(effective) {
      let sum = 0
      for (const { current, before, length, tau } of links) {
        let squares = 0
        for (let i = 0; i < length; i++) squares += (effective[current + i]! - effective[before + i]!) ** 2
        sum += squares / step(effective, tau)
      }
      return sum
    },
    addGradient(effective, beta, gradient) {
      for (const { current, before, length, tau } of links) {
        const weight = (2 * beta) / step(effective, tau)
        for (let i = 0; i < length; i++) {
          const change = weight * (effective[current + i]! - effective[before + i]!)
          gradient[current + i]! += change
          gradient[before + i]! -= change
        }
      }
    },
  }
}
