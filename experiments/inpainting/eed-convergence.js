// Whether lagged diffusivity reaches a tolerance, in how many iterations and how fast:
// `node inpainting/eed-convergence.js [--tolerance 1e-6] [--acceleration 8,0] [--only text] [FILE …]` after a build.
import { parseArgs } from 'node:util'
import { createBackend } from '@numeural/core'
import { cg, eed, inpaint, randomMask } from '@numeural/inpainting'
import { problems } from './problems.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tolerance: { type: 'string', default: '1e-6' },
    acceleration: { type: 'string', default: '8,0' },
    iterations: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    inner: { type: 'string', default: '0.01' },
  },
})
const depths = values.acceleration.split(',').map(Number)
const backend = await createBackend('wasm', { threads: 1 })
/** @type {Record<number, { reached: number, seconds: number, iterations: number, cg: number }>} */
const totals = {}
let count = 0
for (const { name, image, density, seed, options } of await problems(positionals)) {
  if (!name.includes(values.only)) continue
  count++
  let line = name.padEnd(60)
  for (const acceleration of depths) {
    const result = await inpaint(image, {
      mask: randomMask(image, { density, seed }),
      operator: eed(options),
      solver: cg({ acceleration, innerReduction: Number(values.inner) }),
      tolerance: Number(values.tolerance),
      maxIterations: Number(values.iterations),
      backend,
    })
    const inner = result.history.reduce((sum, entry) => sum + entry.innerIterations, 0)
    totals[acceleration] ??= { reached: 0, seconds: 0, iterations: 0, cg: 0 }
    const total = totals[acceleration]
    total.reached += result.stopped === 'tolerance' ? 1 : 0
    total.seconds += result.seconds
    total.iterations += result.iterations
    total.cg += inner
    const { iterations, residual, stopped, seconds } = result
    const mark = stopped === 'tolerance' ? '' : ` ${stopped} ${residual.final.toExponential(1)}`
    const rejected = result.acceleration ? ` -${result.acceleration.rejected}` : ''
    line += ` | ${iterations} (${inner} cg${rejected}, ${seconds.toFixed(2)} s)${mark}`
  }
  console.log(line)
}
for (const [depth, { reached, seconds, iterations, cg }] of Object.entries(totals)) {
  console.log(
    `acceleration ${depth}: ${reached} of ${count}, ${iterations} iterations, ${cg} cg, ${seconds.toFixed(1)} s`,
  )
}
backend.dispose()
