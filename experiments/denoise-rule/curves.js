import { contrastNames } from '@numeural/activations'
import { PlanBuilder, psnr } from '@numeural/core'
import { estimateNoise } from '@numeural/denoising'
import { differenceNetwork, explicit } from '@numeural/schemes'

/**
 * PSNR at the times of {@link times}, for many λ; a curve ends where it has fallen far below its best.
 * `lambda` is per root of the number of channels, as the joint difference grows with that; null without a contrast.
 * @typedef {{ lambda: number | null, psnr: number[] }} Curve
 * @typedef {{ name: string, heldOut: boolean, sigma: number, noise: number, best: number, curves: Curve[] }} Curves
 */

/** Diffusion times, in a geometric row. */
export const times = Array.from({ length: 25 }, (_, i) => Number((0.05 * 1.3 ** i).toPrecision(4)))

/** λ/(√channels σ), in a geometric row. */
const contrasts = Array.from({ length: 8 }, (_, i) => 0.12 * 1.7 ** i)

/**
 * @param {import('@numeural/core').Backend} backend
 * @param {import('@numeural/activations').Nonlinearity} activation
 * @param {import('./samples.js').Sample} sample
 * @returns {Promise<Curves>}
 */
export async function curvesOf(backend, activation, { name, heldOut, sigma, shape, batch, clean, noisy }) {
  const network = differenceNetwork({ scheme: explicit, activation, shape, blocks: 1, parameters: {} })
  const builder = new PlanBuilder('float32')
  const u = builder.state('u', shape)
  builder.update(u, network.trace(builder, u))
  const program = await backend.compile(builder.finish())
  const effective = Float32Array.from(network.parametrisation.effective(new Float64Array(0)))
  const offset = (/** @type {string} */ entry) =>
    network.parametrisation.layout.find((each) => each.label === entry)?.offset ?? Number.NaN
  const [contrast] = contrastNames(activation.parameters)
  const tau = { at: offset('block0.tau'), most: effective[offset('block0.tau')] }
  /** @type {Curve[]} */
  const curves = []
  for (const relative of contrast === undefined ? [null] : contrasts) {
    const lambda = relative === null ? null : Number((relative * sigma).toPrecision(4))
    if (lambda !== null && contrast !== undefined)
      effective[offset(`block0.${contrast}`)] = lambda * Math.sqrt(shape.channels)
    curves.push({ lambda, psnr: await curve(program, effective, tau, batch, noisy, clean) })
  }
  program.dispose()
  return {
    ...{ name, heldOut, sigma },
    noise: Number(estimateNoise(noisy, shape).toFixed(3)),
    best: Math.max(...curves.flatMap((each) => each.psnr)),
    curves,
  }
}

/**
 * @param {import('@numeural/core').Program} program
 * @param {Float32Array} parameters
 * @param {{ at: number, most: number }} tau
 * @param {number} batch
 * @param {Float32Array} noisy
 * @param {Float32Array} clean
 */
async function curve(program, parameters, tau, batch, noisy, clean) {
  await program.writeState('u', noisy)
  const values = []
  let [best, reached] = [0, 0]
  for (const time of times) {
    const steps = Math.ceil((time - reached) / tau.most - 1e-9)
    parameters[tau.at] = (time - reached) / steps
    for (let step = 0; step < steps; step++) await program.run({ batch, parameters, outputs: [] })
    reached = time
    const value = Number(psnr(await program.readState('u'), clean).toFixed(3))
    values.push(value)
    best = Math.max(best, value)
    if (value < best - 0.5) break
  }
  return values
}
