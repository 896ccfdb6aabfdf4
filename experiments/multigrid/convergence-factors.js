// Factors per cycle of Poisson's equation: node multigrid/convergence-factors.js [intervals, default 64 512]
import { createBackend, createRandom } from '@numeural/core'
import { createSolver, poisson } from '@numeural/multigrid'

const intervals = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [64, 512]
const sweeps = [
  [1, 0],
  [1, 1],
  [2, 1],
  [2, 2],
]
const methods = /** @type {const} */ ([
  ['red-black', 'two-grid'],
  ['red-black', 'V'],
  ['jacobi', 'two-grid'],
])

const backend = await createBackend()
console.log('zero right-hand side, normally distributed start, geometric mean of cycles 10 to 20, float64')
for (const count of intervals) {
  for (const [smoother, cycle] of methods) {
    const factors = []
    for (const [preSmoothing, postSmoothing] of sweeps) {
      const solver = await createSolver(poisson({ intervals: count }), {
        backend,
        cycle,
        smoother,
        preSmoothing,
        postSmoothing,
      })
      const random = createRandom(7, 'convergence-factors')
      const unknowns = (count - 1) ** 2
      const start = Float64Array.from({ length: unknowns }, () => random.normal())
      const request = { b: new Float64Array(unknowns), start, maxIterations: 20, tolerance: 1e-300 }
      const { history } = await solver.solve(request)
      factors.push(((history[20]?.residual ?? Number.NaN) / (history[10]?.residual ?? Number.NaN)) ** 0.1)
      solver.dispose()
    }
    const cells = factors.map((factor, k) => `(${sweeps[k]}) ${factor.toFixed(3)}`)
    console.log(`${count}², ${smoother}, ${cycle}: ${cells.join('  ')}`)
  }
}
backend.dispose()
