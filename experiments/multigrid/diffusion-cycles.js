// Cycles that an implicit diffusion step takes on a photograph: node multigrid/diffusion-cycles.js
import { charbonnier, peronaMalik } from '@numeural/activations'
import { createBackend } from '@numeural/core'
import { greyOf } from '@numeural/datasets'
import { photograph } from '@numeural/datasets/photographs'
import { createSolver, diffusionSmoother, diffusionStep } from '@numeural/multigrid'

const tau = 10
const { width, height, data } = greyOf(await photograph('nagasaki-boats'))
const backend = await createBackend()
console.log(`nagasaki-boats, ${width}×${height}, τ = ${tau}, FAS V(3,3), relative residual 1e-6`)

const cases = [
  { activation: charbonnier, lambdas: [1, 3.5, 5, 10, 30], isMonotone: true },
  { activation: peronaMalik, lambdas: [3.5, 10, 30, 60], isMonotone: false },
]
for (const { activation, lambdas, isMonotone } of cases) {
  for (const lambda of lambdas) {
    const options = { shape: { channels: 1, height, width }, activation, parameters: { lambda }, tau }
    const solver = await createSolver(diffusionStep(options), {
      backend,
      smoother: isMonotone ? diffusionSmoother(options) : 'red-black',
      preSmoothing: 3,
      postSmoothing: 3,
    })
    const found = await solver.solve({ b: data, start: data, tolerance: 1e-6, maxIterations: 50 })
    const { initial, final } = found.residual
    const falls = [12, 25, 50].map((k) => (found.history[k]?.residual ?? final) / initial)
    console.log(
      `${activation.name}, λ = ${lambda}: ${found.iterations} cycles, ${found.stopped}; after 12, 25, 50: ${falls.map((each) => each.toExponential(1)).join(', ')}`,
    )
    solver.dispose()
  }
}
backend.dispose()
