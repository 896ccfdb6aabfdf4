import type { Signals } from '@numeural/core'
import { ShapeError } from '@numeural/errors'
import { isBlockNetwork, isSchemeNetwork, type Model, parameterValues } from '@numeural/schemes'
import type { RepeatedModel } from './repeated-model.js'

/**
 * A trained network, applied once. A network for one channel treats the channels of a colour image one by one.
 *
 * @throws ShapeError `MODEL_DIMENSION` for a network of another dimension than the data
 */
export function modelOnce({ shape }: Signals, model: Model): RepeatedModel {
  const { network } = model
  const dimension = shape.height === 1 ? 1 : 2
  if (network.dimension !== dimension) {
    const [what, needed] = dimension === 2 ? ['an image', '1D signals'] : ['1D signals', 'images']
    throw new ShapeError(`The model is made for ${needed}, the data are ${what}.`, {
      code: 'MODEL_DIMENSION',
      given: dimension,
      allowed: `${network.dimension} dimensions`,
      hint: `Use a model trained on ${what === 'an image' ? 'images' : what}.`,
    })
  }
  return {
    model,
    repeats: 1,
    stepsPerRepeat: isBlockNetwork(network) ? network.blocks : 1,
    time: null,
    scheme: isSchemeNetwork(network) ? network.scheme.name : network.kind,
    activation: isBlockNetwork(network) ? network.nonlinearity.name : 'none',
    parameters: parameterValues(model),
  }
}
