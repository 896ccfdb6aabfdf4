import type { Dtype, KernelGeometry, SignalShape } from '@numeural/plan'
import { laneType, rowBytes } from '../../emit/lane-type.js'
import type { ConvolutionMethod } from './convolution-method.js'

/** Products as they are in the definition: assembly/convolution.ts and assembly/kernel-gradient.ts. */
export function directMethod(dtype: Dtype, geometry: KernelGeometry, shape: SignalShape): ConvolutionMethod {
  const { outputChannels, inputChannels, height, width } = geometry
  const { lanes } = laneType(dtype)
  const weights = rowBytes(dtype, outputChannels * inputChannels * height * width)
  const wide = { height: shape.height + height - 1, width: shape.width + width - 1 }
  const extended = inputChannels * wide.height * sourceRowBytes(dtype, shape.width, width)
  const zeroed = outputChannels * (wide.height + height - 1) * sourceRowBytes(dtype, wide.width, width)
  const isPadded = shape.width % lanes !== 0
  return {
    kernels: {
      convolution: 'convolution',
      transposedConvolution: 'transposedConvolution',
      kernelGradient: 'kernelGradient',
    },
    arguments: { convolution: [], transposedConvolution: [], kernelGradient: [] },
    scratch: {
      convolution: weights + extended,
      transposedConvolution: weights + zeroed + inputChannels * wide.height * rowBytes(dtype, wide.width),
      kernelGradient: extended + (isPadded ? outputChannels * shape.height * rowBytes(dtype, shape.width) : 0),
    },
    // Copying ends adds about a fifth.
    cost:
      0.6 *
      (withRest(outputChannels) * inputChannels + outputChannels * withRest(inputChannels)) *
      (height * width * shape.height * Math.ceil(shape.width / lanes)),
  }
}

/** Results are computed by fours; a single one that remains costs half as much again. */
function withRest(results: number): number {
  return results % 4 === 1 ? results + 0.5 : results
}

/** As `sourceRowBytes` in assembly/correlation.ts. */
function sourceRowBytes(dtype: Dtype, width: number, kernelWidth: number): number {
  const { lanes } = laneType(dtype)
  return rowBytes(dtype, Math.ceil(width / lanes) * lanes + kernelWidth - 1)
}
