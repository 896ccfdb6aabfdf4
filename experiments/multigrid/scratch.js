import { charbonnier, peronaMalik } from '@numeural/activations'
import { createBackend } from '@numeural/core'
import { addGaussianNoise, greyOf } from '@numeural/datasets'
import { photograph } from '@numeural/datasets/photographs'
import { createSolver, diffusionStep, diffusionSmoother } from '@numeural/multigrid'
const backend = await createBackend()
const image0 = greyOf(await photograph('nagasaki-boats'))
const sigma = Number(process.argv[2] ?? 0)
const image = sigma ? addGaussianNoise(image0, sigma, 1) : image0
const { width, height, data } = image
const lambda = Number(process.argv[3] ?? 3.5)
const tau = Number(process.argv[4] ?? 10)
console.log(width, height, 'sigma', sigma, 'lambda', lambda, 'tau', tau)
for (const [name, activation] of [['charbonnier', charbonnier], ['pm', peronaMalik]])
for (const [sm,pre,post] of [['red-black',2,1],['red-black',3,3],['own',2,1],['own',2,2],['own',3,3]]) {
  const p = { shape: { channels: 1, width, height }, activation, parameters: { lambda }, tau }
  const s = await createSolver(diffusionStep(p), { backend, preSmoothing: pre, postSmoothing: post, smoother: sm === 'own' ? diffusionSmoother(p) : sm })
  const r = await s.solve({ b: data, start: data, tolerance: 1e-6, maxCycles: 25 })
  console.log(name, sm, pre,post, r.cycles, r.stopped, r.residual.relative.toExponential(1), r.seconds.toFixed(1), r.history.slice(1).map((x, k) => (x / r.history[k]).toFixed(2)).join(' '))
  s.dispose()
}
