import { type Boundary, boundaries, type ConvolutionOptions } from '../../geometry/geometry.js'
import type { SignalShape } from '../../values/shape.js'

interface Setup {
  readonly size: readonly [height: number, width: number]
  readonly kernel: readonly [height: number, width: number]
  readonly channels: readonly [input: number, output: number]
  readonly centre?: readonly [y: number, x: number]
  readonly batch: number
}

/**
 * One and two dimensions, kernels of 1, 2, 3 and 5, off centre and wider than the signal,
 * sizes around the widths of vector registers.
 */
const setups: readonly Setup[] = [
  { size: [1, 7], kernel: [1, 1], channels: [1, 1], batch: 1 },
  { size: [1, 7], kernel: [1, 2], channels: [1, 1], batch: 3 },
  { size: [1, 8], kernel: [1, 3], channels: [1, 1], batch: 1 },
  { size: [1, 37], kernel: [1, 3], channels: [1, 1], batch: 3 },
  { size: [1, 20], kernel: [1, 5], channels: [2, 3], batch: 3 },
  { size: [1, 9], kernel: [1, 5], channels: [1, 4], centre: [0, 4], batch: 1 },
  { size: [1, 3], kernel: [1, 9], channels: [2, 1], batch: 3 },
  { size: [1, 1], kernel: [1, 4], channels: [1, 2], batch: 1 },
  { size: [1, 131], kernel: [1, 3], channels: [5, 6], batch: 1 },
  { size: [5, 6], kernel: [3, 3], channels: [1, 1], batch: 1 },
  { size: [4, 9], kernel: [3, 3], channels: [3, 2], batch: 3 },
  { size: [6, 5], kernel: [2, 1], channels: [1, 1], batch: 3 },
  { size: [6, 5], kernel: [1, 2], channels: [1, 1], centre: [0, 1], batch: 1 },
  { size: [2, 3], kernel: [5, 7], channels: [1, 2], batch: 1 },
  { size: [17, 35], kernel: [5, 5], channels: [1, 1], centre: [0, 3], batch: 1 },
]

const nameOf = ({ size, kernel, channels, centre, batch }: Setup, boundary: Boundary): string =>
  `${boundary}, signal ${size.join('×')}, kernel ${kernel.join('×')}${centre ? ` at (${centre.join(', ')})` : ''}, channels ${channels.join(' → ')}, batch ${batch}`

/** A setup under one boundary rule, as plans take it. */
export interface ConvolutionSetup {
  readonly name: string
  readonly batch: number
  readonly x: SignalShape
  readonly y: SignalShape
  readonly options: ConvolutionOptions
  /** Numbers of the kernel. */
  readonly length: number
}

/** Every setup for every boundary rule. */
export function convolutionSetups(): ConvolutionSetup[] {
  return boundaries.flatMap((boundary) => setups.map((setup) => withBoundary(setup, boundary)))
}

function withBoundary(setup: Setup, boundary: Boundary): ConvolutionSetup {
  const { batch, centre, channels, kernel, size } = setup
  const [inputChannels, outputChannels] = channels
  const [height, width] = size
  const x = { channels: inputChannels, height, width }
  const y = { channels: outputChannels, height, width }
  const options = {
    outputChannels,
    height: kernel[0],
    width: kernel[1],
    boundary,
    ...(centre && { centreY: centre[0], centreX: centre[1] }),
  }
  const length = outputChannels * inputChannels * kernel[0] * kernel[1]
  return { name: nameOf(setup, boundary), batch, x, y, options, length }
}
