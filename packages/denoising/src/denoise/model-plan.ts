import { ShapeError } from '@numeural/errors'
import { parameterValues } from '@numeural/schemes'
import type { DenoisePlan } from './classical-plan.js'
import type { DenoiseOptions } from './options.js'
import type { Sampled } from './sampled.js'

/**
 * A trained network, applied once. A network for one channel treats the channels of a colour image one by one.
 *
 * @throws ShapeError `MODEL_DIMENSION` for a network of another dimension than the data
 */
export function modelPlan(
  { shape }: Sampled,
  { network, effective }: NonNullable<DenoiseOptions['model']>,
): DenoisePlan {
  const { description } = network
  const dimension = shape.height === 1 ? 1 : 2
  if (description.dimension !== dimension) {
    const [what, needed] = dimension === 2 ? ['an image', '1D signals'] : ['1D signals', 'images']
    throw new ShapeError(`The model is made for ${needed}, the data are ${what}.`, {
      code: 'MODEL_DIMENSION',
      given: dimension,
      allowed: `${description.dimension} dimensions`,
      hint: `Use a model trained on ${what === 'an image' ? 'images' : what}.`,
    })
  }
  return {
    network,
    effective,
    repeats: 1,
    stepsPerRepeat: description.blocks,
    scheme: description.kind === 'scheme' ? description.scheme.name : 'residual',
    activation: description.activation.name,
    parameters: parameterValues(network, effective),
  }
}
