// Networks that learn to solve −Δu = f from the residual alone: node multigrid/learn-poisson.js [--scale quick|full]
import { createBackend, createRandom, PlanBuilder } from '@numeural/core'
import { fmgNetwork, minusLaplacian, singleGridNetwork, unet } from '@numeural/multigrid'
import { minimise } from '@numeural/training'

const isQuick = process.argv.includes('quick')
/** Unknowns along each side of the two grids; every network serves both. */
const sides = [15, 31]
const samples = isQuick ? 512 : 4096
const epochs = isQuick ? 2 : 10
const batch = 16
const learningRate = 3e-3

/** A V of convolutions: six on each side of every grid. */
const vShaped = unet({ levels: 4, layers: 6, channels: 8, skip: 'concatenate' })
/** From the coarsest grid on a V on every finer one, weights shared by all visits of a grid. */
const full = fmgNetwork({ levels: 4, layers: 4, channels: 6, kernelWidth: 5 })
const contestants = [
  { title: 'U-net', network: vShaped, rival: singleGridNetwork({ layers: 46, channels: 8 }) },
  { title: 'FMG network', network: full, rival: singleGridNetwork({ layers: 19, channels: 6, kernelWidth: 5 }) },
]

const backend = await createBackend()
for (const { title, network, rival } of contestants) {
  const found = await residuals(network)
  const single = await residuals(rival)
  console.log(
    `${title}: ${network.parametrisation.rawLength} parameters, on a single grid ${rival.parametrisation.rawLength}`,
  )
  sides.forEach((side, k) => {
    const fall = 1 / found[k]
    console.log(
      `  ${side}²: residual falls by ${fall.toFixed(0)}, on a single grid by ${(1 / single[k]).toFixed(1)}: ${(single[k] / found[k]).toFixed(1)} times less`,
    )
  })
}
backend.dispose()

/**
 * Trains a network and gives ‖f − A N(f)‖/‖f‖ on held-out right-hand sides of each grid; that of the zero start is 1.
 *
 * @param {import('@numeural/multigrid').GridNetwork} network
 */
async function residuals(network) {
  const started = performance.now()
  const objectives = sides.map((side, k) => ({
    plan: residualPlan(network, side),
    inputs: { f: rightHandSides(side, samples, k) },
    count: samples,
  }))
  const { model } = await minimise(
    network,
    { train: objectives },
    {
      epochs,
      batch,
      learningRate,
      backend,
      onProgress: ({ epoch, loss }) => {
        const seconds = ((performance.now() - started) / 1000).toFixed(0)
        console.error(
          `${network.kind}: epoch ${epoch}, relative residual ${Math.sqrt(loss).toExponential(2)}, ${seconds} s`,
        )
      },
    },
  )
  const results = []
  for (const side of sides) {
    const program = await backend.compile(residualPlan(network, side))
    const inputs = { f: rightHandSides(side, 256, 99) }
    const { loss } = await program.run({ batch: 256, inputs, parameters: Float32Array.from(model.effective) })
    results.push(Math.sqrt(loss[0] / inputs.f.reduce((sum, value) => sum + value * value, 0)))
    program.dispose()
  }
  return results
}

/**
 * ‖f − A N(f)‖² with the five-point stencil A of grid size 1.
 *
 * @param {import('@numeural/multigrid').GridNetwork} network
 * @param {number} side
 */
function residualPlan(network, side) {
  const builder = new PlanBuilder('float32')
  const f = builder.input('f', { channels: 1, height: side, width: side })
  const grid = { level: 0, height: side, width: side, spacing: { x: 1, y: 1 } }
  const residual = builder.map('f - a', { f, a: minusLaplacian(network.trace(builder, f), { builder, grid }) })
  builder.output('loss', builder.dot(residual, residual))
  return builder.finish()
}

/**
 * White noise of norm about 1, in which every frequency counts.
 *
 * @param {number} side
 * @param {number} count
 * @param {number} seed
 */
function rightHandSides(side, count, seed) {
  const random = createRandom(seed, 'right-hand sides')
  return Float32Array.from({ length: count * side * side }, () => random.normal() / side)
}
