import { type Backend, createRandom, elementOf, PlanBuilder, reverse } from '@numeural/core'

const width = 256
const batch = 300

/** The gradient of a squared error after eight diffusion blocks on 300 signals: work enough for several threads. */
export async function stepNetwork(backend: Backend): Promise<Float64Array> {
  const builder = new PlanBuilder('float32')
  let u = builder.input('u', { channels: 1, height: 1, width })
  const target = builder.input('target', u.shape)
  const kernel = builder.parameter('kernel', 3)
  const tau = elementOf(builder.parameter('tau', 1))
  const geometry = builder.geometry(u, { width: 3 })
  for (let block = 0; block < 8; block++) {
    const flux = builder.map('r*exp(-r^2)', { r: builder.convolution(u, kernel, geometry) })
    u = builder.map('u - tau*d', { u, d: builder.transposedConvolution(flux, kernel, geometry), tau })
  }
  const error = builder.map('u - t', { u, t: target })
  builder.output('loss', builder.dot(error, error))
  const random = createRandom(1, 'step-network')
  const noise = (): Float32Array => Float32Array.from({ length: batch * width }, () => random.normal())
  await using program = await backend.compile(reverse(builder.finish(), { loss: 'loss' }))
  const { gradient } = await program.run({
    batch,
    inputs: { u: noise(), target: noise() },
    parameters: Float32Array.of(-1, 0.8, 0.1, 0.2),
  })
  return gradient as Float64Array
}
