import { peronaMalik } from '@numeural/activations'
import { PlanBuilder, psnr } from '@numeural/core'
import { estimateNoise } from '@numeural/denoising'
import { differenceNetwork, explicit } from '@numeural/schemes'

/**
 * PSNR after every number of steps, for many λ.
 * @typedef {{ name: string, heldOut: boolean, sigma: number, noise: number, tau: number, best: number, curves: { lambda: number, psnr: number[] }[] }} Curves
 */

const contrasts = [1.5, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 64, 80]
const mostSteps = 60

/**
 * @param {import('@numeural/core').Backend} backend
 * @param {import('./test-images.js').Sample} sample
 * @returns {Promise<Curves>}
 */
export async function psnrCurves(backend, { name, heldOut, sigma, shape, batch, clean, noisy }) {
  const network = differenceNetwork({ scheme: explicit, activation: peronaMalik, shape, blocks: 1, parameters: {} })
  const builder = new PlanBuilder('float32')
  const u = builder.state('u', shape)
  builder.update(u, network.trace(builder, u))
  const program = await backend.compile(builder.finish())
  const effective = network.parametrisation.effective(new Float64Array(0))
  const offset = (/** @type {string} */ entry) =>
    network.parametrisation.layout.find((each) => each.label === entry)?.offset ?? Number.NaN
  const curves = []
  for (const lambda of contrasts.filter((each) => each >= 0.15 * sigma && each <= Math.max(10, 2.2 * sigma))) {
    effective[offset('block0.lambda')] = lambda
    curves.push({ lambda, psnr: await curve(program, Float32Array.from(effective), batch, noisy, clean) })
  }
  program.dispose()
  const best = Math.max(...curves.flatMap((each) => each.psnr))
  return {
    ...{ name, heldOut, sigma, best, curves },
    noise: estimateNoise(noisy, shape),
    tau: effective[offset('block0.tau')],
  }
}

/**
 * @param {import('@numeural/core').Program} program
 * @param {Float32Array} parameters
 * @param {number} batch
 * @param {Float32Array} noisy
 * @param {Float32Array} clean
 */
async function curve(program, parameters, batch, noisy, clean) {
  await program.writeState('u', noisy)
  const values = []
  let best = 0
  for (let step = 1; step <= mostSteps; step++) {
    await program.run({ batch, parameters, outputs: [] })
    values.push(psnr(await program.readState('u'), clean))
    best = Math.max(best, values[values.length - 1])
    if (values[values.length - 1] < best - 1.5) break
  }
  return values
}
