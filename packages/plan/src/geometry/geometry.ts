import { requireKnown } from '@numeural/errors'
import { parameterError, shapeError } from '../values/plan-errors.js'
import type { SignalShape } from '../values/shape.js'

/**
 * Continuation of a signal beyond its ends:
 * - `reflecting`: half-sample symmetric (u₋₁ = u₀, u₋₂ = u₁), repeated for kernels wider than the signal;
 * - `zero`: zeros outside;
 * - `periodic`: wraps around.
 */
export type Boundary = 'reflecting' | 'zero' | 'periodic'

/**
 * Geometry of a convolution K from `inputChannels` to `outputChannels`; the kernel is a vector laid out
 * `[outputChannels, inputChannels, height, width]`, and (no kernel flip)
 * `(Ku)[o, y, x] = Σ_{i,a,b} k[o, i, a, b] · u[i, y + a − centreY, x + b − centreX]`.
 */
export interface KernelGeometry {
  readonly outputChannels: number
  readonly inputChannels: number
  readonly height: number
  readonly width: number
  readonly centreY: number
  readonly centreX: number
  readonly boundary: Boundary
  /**
   * Entries (indices into the kernel) that are 0 in every run, which whoever gives the kernel vouches for:
   * backends may skip them.
   * Derivatives of a filter bank have many.
   */
  readonly zeros?: readonly number[]
}

/** What a convolution needs besides its operands; the input channels come from the signal. */
export interface ConvolutionOptions {
  /** Channels of Kx. Default 1. */
  readonly outputChannels?: number
  /** Kernel height in pixels. Default 1 (1D). */
  readonly height?: number
  /** Kernel width in pixels. */
  readonly width: number
  /** Default ⌊(height − 1)/2⌋. */
  readonly centreY?: number
  /** Default ⌊(width − 1)/2⌋. */
  readonly centreX?: number
  /** Default `reflecting`. */
  readonly boundary?: Boundary
  /** Entries of the kernel that are 0 in every run. Default none. */
  readonly zeros?: readonly number[]
}

/** The boundary rules, by name. */
export const boundaries: readonly Boundary[] = ['reflecting', 'zero', 'periodic']

/** The options of a convolution; a geometry says also how many channels it reads. */
const known = {
  outputChannels: true,
  inputChannels: true,
  height: true,
  width: true,
  centreY: true,
  centreX: true,
  boundary: true,
  zeros: true,
} satisfies Record<keyof ConvolutionOptions | keyof KernelGeometry, true>

/**
 * Geometry of a convolution that reads a signal of this shape.
 *
 * @throws ShapeError `PLAN_KERNEL_SIZE`, `PLAN_KERNEL_CENTRE`, `PLAN_KERNEL_ZEROS`; ParameterError `PLAN_BOUNDARY`
 */
export function geometryFor(shape: SignalShape, options: ConvolutionOptions | KernelGeometry): KernelGeometry {
  requireKnown({ owner: 'PlanBuilder', code: 'PLAN_CONVOLUTION_OPTION' }, options, known)
  const height = options.height ?? 1
  const geometry: KernelGeometry = {
    outputChannels: options.outputChannels ?? 1,
    inputChannels: shape.channels,
    height,
    width: options.width,
    centreY: options.centreY ?? Math.floor((height - 1) / 2),
    centreX: options.centreX ?? Math.floor((options.width - 1) / 2),
    boundary: options.boundary ?? 'reflecting',
    ...(options.zeros !== undefined && options.zeros.length > 0 && { zeros: options.zeros }),
  }
  checkGeometry(geometry)
  return geometry
}

/** Numbers in a kernel of this geometry. */
export function kernelLength(geometry: KernelGeometry): number {
  return geometry.outputChannels * geometry.inputChannels * geometry.height * geometry.width
}

/** Refuses a geometry that describes no kernel. */
function checkGeometry(geometry: KernelGeometry): void {
  const { outputChannels, inputChannels, height, width, centreY, centreX, boundary } = geometry
  if ([outputChannels, inputChannels, height, width].some((size) => !Number.isInteger(size) || size < 1)) {
    throw shapeError(
      'PLAN_KERNEL_SIZE',
      `a kernel of ${outputChannels}×${inputChannels}×${height}×${width}`,
      'positive integers',
      'A kernel is [output channels, input channels, height, width].',
    )
  }
  const inside = (centre: number, size: number): boolean => Number.isInteger(centre) && centre >= 0 && centre < size
  if (!inside(centreY, height) || !inside(centreX, width)) {
    throw shapeError(
      'PLAN_KERNEL_CENTRE',
      `a kernel centre (${centreY}, ${centreX})`,
      `inside ${height}×${width}`,
      'The centre is one of the kernel entries.',
    )
  }
  if (!boundaries.includes(boundary)) {
    throw parameterError(
      'PLAN_BOUNDARY',
      `boundary '${String(boundary)}'`,
      boundaries,
      'Choose one of these boundary rules.',
    )
  }
  checkZeros(geometry)
}

function checkZeros(geometry: KernelGeometry): void {
  const { zeros = [] } = geometry
  const length = kernelLength(geometry)
  const wrong = zeros.find((entry) => !Number.isInteger(entry) || entry < 0 || entry >= length)
  if (wrong === undefined) return
  throw shapeError(
    'PLAN_KERNEL_ZEROS',
    `a zero entry ${wrong}`,
    `whole numbers from 0 to ${length - 1}`,
    'Zero entries are indices into the kernel [output channels, input channels, height, width].',
  )
}

/** Refuses a kernel vector whose length is not that of the geometry. */
export function checkKernel(geometry: KernelGeometry, length: number): void {
  checkGeometry(geometry)
  const expected = kernelLength(geometry)
  if (length === expected) return
  const { outputChannels, inputChannels, height, width } = geometry
  throw shapeError(
    'PLAN_KERNEL_LENGTH',
    `a kernel of ${length} numbers`,
    `${outputChannels}×${inputChannels}×${height}×${width} = ${expected}`,
    'The kernel is laid out [output channels, input channels, height, width].',
  )
}

/** Refuses a signal with other channels than its geometry says. */
export function expectChannels(shape: SignalShape, channels: number): void {
  if (shape.channels === channels) return
  throw shapeError(
    'PLAN_CHANNELS',
    `a signal of ${shape.channels} channels`,
    `${channels} channels`,
    'The geometry and the signal must agree.',
  )
}
