// The residuals that Poisson's equation reaches in float32 and float64: node multigrid/residual-floor.js
import { createBackend, createRandom } from '@numeural/core'
import { poisson, solve } from '@numeural/multigrid'

const backend = await createBackend()
console.log('intervals  float32  float64   (least ‖b − A(x)‖/‖b‖; smooth b, 40 V(2,1)-cycles)')
for (const intervals of [32, 64, 128, 256, 512, 1024]) {
  const side = intervals - 1
  const random = createRandom(1)
  const [p, q] = [random.uniform(), random.uniform()]
  const b = Float64Array.from({ length: side * side }, (_, k) => {
    const [x, y] = [((k % side) + 1) / intervals, (Math.floor(k / side) + 1) / intervals]
    return Math.sin(Math.PI * x) * Math.sin(Math.PI * y) + p * Math.sin(3 * Math.PI * x) * Math.sin(2 * Math.PI * y) + q
  })
  const floors = []
  for (const dtype of /** @type {const} */ (['float32', 'float64'])) {
    const { history, residual } = await solve(poisson({ intervals }), {
      b,
      dtype,
      backend,
      tolerance: 1e-16,
      maxIterations: 40,
    })
    floors.push((Math.min(...history.map((entry) => entry.residual)) / residual.initial).toExponential(1))
  }
  console.log(String(intervals).padEnd(10), floors.join('  '))
}
backend.dispose()
