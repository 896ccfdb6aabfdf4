import {
  type Boundary,
  type FloatArray,
  type KernelGeometry,
  PlanBuilder,
  type SignalShape,
  sizeOf,
} from '@numeural/plan'
import { boundaries, kernelLength } from '@numeural/plan/contract'
import { createReferenceBackend } from '@numeural/plan/reference'
import { beforeAll, describe, expect, test } from 'vitest'
import { noise } from '../agreement.fixtures.js'
import { rowBytes } from '../emit/lane-type.js'
import { directMethod } from '../lowering/convolution-methods/direct-method.js'
import { fourierMethod } from '../lowering/convolution-methods/fourier-method.js'
import { winogradMethod } from '../lowering/convolution-methods/winograd-method.js'
import { geometryArguments } from '../lowering/operations/convolution-call.js'
import { copyIn, copyOut } from '../memory/signal-copy.js'
import { KernelLibrary } from './kernel-library.js'

/**
 * The methods with their errors, relative to the largest value.
 * All add up to some thousand products in float32;
 * Winograd's transforms add numbers that are larger than their results.
 */
const methods = [
  ['direct', (geometry: KernelGeometry, shape: SignalShape) => directMethod('float32', geometry, shape), 2e-6],
  ['Winograd', winogradMethod, 4e-6],
  ['Fourier', fourierMethod, 2e-6],
] as const

const batch = 2

interface Setup {
  readonly size: readonly [height: number, width: number]
  readonly kernel: readonly [height: number, width: number]
  readonly channels: readonly [input: number, output: number]
  readonly centre?: readonly [y: number, x: number]
}

/** Sizes around tiles (4), groups of tiles (16) and windows (24), kernels around blocks (3), channels around fours. */
const setups: readonly Setup[] = [
  { size: [1, 1], kernel: [3, 3], channels: [1, 1] },
  { size: [1, 5], kernel: [1, 3], channels: [3, 2] },
  { size: [1, 256], kernel: [1, 3], channels: [16, 16] },
  { size: [5, 77], kernel: [1, 8], channels: [6, 9], centre: [0, 7] },
  { size: [9, 1], kernel: [5, 1], channels: [2, 5] },
  { size: [2, 3], kernel: [9, 9], channels: [2, 3] },
  { size: [4, 4], kernel: [3, 3], channels: [8, 4] },
  { size: [5, 6], kernel: [2, 2], channels: [4, 4], centre: [1, 0] },
  { size: [7, 15], kernel: [3, 3], channels: [5, 9], centre: [0, 2] },
  { size: [16, 16], kernel: [3, 3], channels: [16, 16] },
  { size: [17, 17], kernel: [4, 5], channels: [7, 6] },
  { size: [8, 33], kernel: [7, 3], channels: [3, 33], centre: [6, 1] },
  { size: [3, 100], kernel: [3, 10], channels: [33, 3] },
  { size: [64, 64], kernel: [3, 3], channels: [20, 20] },
  { size: [20, 31], kernel: [9, 9], channels: [20, 20], centre: [4, 8] },
  { size: [61, 75], kernel: [8, 13], channels: [9, 6] },
  { size: [30, 26], kernel: [21, 20], channels: [2, 5] },
]

let library: KernelLibrary
beforeAll(async () => {
  library = await KernelLibrary.create(false)
})

/** Memory filled with NaN, in which everything that a kernel must not read stays NaN. */
class Sheet {
  readonly floats: Float32Array
  readonly doubles: Float64Array
  #end: number

  constructor() {
    const missing = 2 ** 26 - library.memory.buffer.byteLength
    if (missing > 0) library.memory.grow(missing / 65536)
    this.floats = new Float32Array(library.memory.buffer)
    this.doubles = new Float64Array(library.memory.buffer)
    this.#end = Math.ceil(library.heapBase / 16) * 16
    this.floats.fill(Number.NaN, this.#end / 4)
  }

  take(bytes: number): number {
    const start = this.#end
    this.#end += Math.ceil(bytes / 16) * 16
    return start
  }

  vector(data: FloatArray): number {
    const start = this.take(8 * data.length)
    this.doubles.set(data, start / 8)
    return start
  }

  signal(shape: SignalShape, data?: FloatArray): number {
    const row = rowBytes('float32', shape.width)
    const start = this.take(batch * shape.channels * shape.height * row)
    if (data !== undefined) copyIn(data, this.floats, start / 4, shape, batch, row / 4)
    return start
  }

  read(start: number, shape: SignalShape): Float32Array {
    const row = rowBytes('float32', shape.width) / 4
    const target = new Float32Array(batch * sizeOf(shape))
    copyOut(this.floats, start / 4, shape.channels * shape.height * row, target, shape, batch, row)
    return target
  }

  /** Scratch memory, and what lies behind it. */
  scratch(bytes: number): { start: number; isIntact(): boolean } {
    const start = this.take(bytes)
    const behind = (start + bytes) / 4
    return { start, isIntact: () => this.floats.subarray(behind, behind + 4096).every(Number.isNaN) }
  }
}

function sampleBytes(shape: SignalShape): number {
  return shape.channels * shape.height * rowBytes('float32', shape.width)
}

function geometryOf({ size, kernel, channels, centre }: Setup, boundary: Boundary): KernelGeometry {
  const shape = { channels: channels[0], height: size[0], width: size[1] }
  return new PlanBuilder('float64').geometry(
    { shape },
    {
      outputChannels: channels[1],
      height: kernel[0],
      width: kernel[1],
      boundary,
      ...(centre && { centreY: centre[0], centreX: centre[1] }),
    },
  )
}

async function referenceResults(geometry: KernelGeometry, x: SignalShape, y: SignalShape, data: FloatArray[]) {
  const builder = new PlanBuilder('float64')
  const u = builder.input('x', x)
  const v = builder.input('y', y)
  const kernel = builder.parameter('kernel', kernelLength(geometry))
  builder.output('Kx', builder.convolution(u, kernel, geometry))
  builder.output('Kty', builder.transposedConvolution(v, kernel, geometry))
  builder.output('dk', builder.kernelGradient(u, v, geometry))
  const backend = await createReferenceBackend()
  const program = await backend.compile(builder.finish())
  const [xs, ys, parameters] = data.map((values) => Float64Array.from(values))
  const result = await program.run({ batch, inputs: { x: xs!, y: ys! }, parameters: parameters! })
  backend.dispose()
  return result
}

function expectRelative(what: string, actual: ArrayLike<number>, expected: FloatArray, tolerance: number): void {
  const values = Array.from<number>(expected)
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  // Math.max keeps NaN.
  const largest = values.reduce((found, value, k) => Math.max(found, Math.abs(actual[k]! - value)), 0)
  expect(largest / scale, what).toBeLessThan(tolerance)
}

describe.each(boundaries)('%s', (boundary) => {
  test.each(setups)(
    '$channels channels, $size, kernel $kernel',
    async (setup) => {
      const geometry = geometryOf(setup, boundary)
      const [height, width] = setup.size
      const x = { channels: geometry.inputChannels, height, width }
      const y = { channels: geometry.outputChannels, height, width }
      const length = kernelLength(geometry)
      const data = [
        noise('float32', batch * sizeOf(x), 1),
        noise('float32', batch * sizeOf(y), 2),
        noise('float32', length, 3),
      ] as const
      const expected = await referenceResults(geometry, x, y, [...data])
      for (const [name, methodFor, tolerance] of methods) {
        const method = methodFor(geometry, x)
        if (method.cost === Number.POSITIVE_INFINITY) continue
        const run = (operation: keyof typeof method.kernels, ...pointers: number[]) =>
          library.fixed[`${method.kernels[operation]}_f32`]!(
            batch,
            ...pointers,
            ...geometryArguments(geometry, x, method.arguments[operation]),
          )
        {
          const sheet = new Sheet()
          const kernel = sheet.vector(data[2])
          const from = sheet.signal(x, data[0])
          const to = sheet.signal(y)
          const scratch = sheet.scratch(method.scratch.convolution)
          run('convolution', from, sampleBytes(x), kernel, to, sampleBytes(y), scratch.start)
          expectRelative(`${name}: Kx`, sheet.read(to, y), expected.Kx!, tolerance)
          expect(scratch.isIntact(), name).toBe(true)
        }
        {
          const sheet = new Sheet()
          const kernel = sheet.vector(data[2])
          const from = sheet.signal(y, data[1])
          const to = sheet.signal(x)
          const scratch = sheet.scratch(method.scratch.transposedConvolution)
          run('transposedConvolution', from, sampleBytes(y), kernel, to, sampleBytes(x), scratch.start)
          expectRelative(`${name}: Kᵀy`, sheet.read(to, x), expected.Kty!, tolerance)
          expect(scratch.isIntact(), name).toBe(true)
        }
        {
          const sheet = new Sheet()
          const from = sheet.signal(x, data[0])
          const gradient = sheet.signal(y, data[1])
          const sums = sheet.vector(new Float64Array(length).fill(1))
          const scratch = sheet.scratch(method.scratch.kernelGradient)
          run('kernelGradient', from, sampleBytes(x), gradient, sampleBytes(y), sums, scratch.start)
          const found = sheet.doubles.slice(sums / 8, sums / 8 + length).map((sum) => sum - 1)
          expectRelative(`${name}: ∂⟨y, Kx⟩/∂k`, found, expected.dk!, tolerance)
          expect(scratch.isIntact(), name).toBe(true)
        }
      }
    },
    60_000,
  )
})
