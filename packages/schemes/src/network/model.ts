import type { Network } from './network.js'

/** A network with its weights. */
export interface Model<N extends Network = Network> {
  readonly network: N
  /** The numbers that an optimiser changed; do not write into them. */
  readonly raw: Float64Array
  /**
   * `network.parametrisation.effective(raw)`, which plans and certificates read; they round it to their number type.
   */
  readonly effective: Float64Array
}

/**
 * A network with its weights, as `train` and `loadModel` give it; made from raw parameters here.
 *
 * @param raw is copied. Default: the untrained network, as it starts under the seed 0
 * @throws ShapeError `PARAMETER_LENGTH` for too many or too few parameters
 * @throws DivergenceError `PARAMETER_DIVERGED` for parameters that are too large or no numbers
 * @example
 * const untrained = modelOf(symmetricResNet({ dimension: 1, blocks: 7, kernel: { width: 3 },
 * activation: peronaMalik }))
 */
export function modelOf<N extends Network>(network: N, raw?: ArrayLike<number>): Model<N> {
  const { parametrisation } = network
  const own = raw === undefined ? parametrisation.initial(0) : Float64Array.from(raw)
  return Object.freeze({ network, raw: own, effective: parametrisation.effective(own) })
}
