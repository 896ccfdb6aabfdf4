import { type Backend, createBackend, createRandom, PlanBuilder, type Signal } from '@numeural/core'

/** How many steps one run makes. */
const diffusionSteps = 50

/** What {@link diffuse} found. */
export interface Diffusion {
  readonly milliseconds: number
  /** Largest difference from the wasm backend, in grey values. */
  readonly difference: number
  /** Change of the mean grey value, which diffusion keeps. */
  readonly drift: number
  /** Largest change of a grey value by the diffusion. */
  readonly change: number
}

/**
 * An image of size × size through 50 steps of Perona–Malik diffusion in one run,
 * which reads back nothing but the result.
 */
export async function diffuse(backend: Backend, size: number): Promise<Diffusion> {
  const builder = new PlanBuilder('float32')
  const shape = { channels: 1, height: size, width: size }
  const start = builder.input('u', shape)
  const kernels = builder.parameter('forward differences', 8)
  let u: Signal = start
  for (let step = 0; step < diffusionSteps; step++) {
    const options = { outputChannels: 2, height: 2, width: 2 }
    const r = builder.convolution(u, kernels, options)
    const flux = builder.map('r/(1 + (r/10)^2)', { r })
    const d = builder.transposedConvolution(flux, kernels, builder.geometry(u, options))
    u = builder.map('u - 0.2*d', { u, d })
  }
  builder.output('result', u)
  const plan = builder.finish()
  const random = createRandom(1, 'diffuse')
  const noisy = Float32Array.from({ length: size * size }, (_, i) => {
    return (Math.floor(i / size / 64) % 2 === 0 ? 60 : 180) + 10 * random.normal()
  })
  const request = { batch: 1, inputs: { u: noisy }, parameters: Float32Array.of(-1, 1, 0, 0, -1, 0, 1, 0) }
  await using wasm = await createBackend('wasm')
  await using expected = await wasm.compile(plan)
  await using program = await backend.compile(plan)
  const began = performance.now()
  const { result } = await program.run(request)
  const milliseconds = performance.now() - began
  const { result: reference } = await expected.run(request)
  const largest = (of: (value: number, i: number) => number): number =>
    Array.from(result).reduce((most, value, i) => Math.max(most, Math.abs(of(value, i))), 0)
  return {
    milliseconds,
    difference: largest((value, i) => value - reference[i]),
    drift: Math.abs(mean(result) - mean(noisy)),
    change: largest((value, i) => value - noisy[i]),
  }
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
}
