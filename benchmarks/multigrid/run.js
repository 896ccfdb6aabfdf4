// `node multigrid/run.js [--sizes 256,512] [--times 10,100,1000]`:
// implicit diffusion steps by multigrid against explicit steps to the same time.
import { charbonnier } from '@numeural/activations'
import { createBackend, PlanBuilder } from '@numeural/core'
import { greyOf } from '@numeural/datasets'
import { photograph } from '@numeural/datasets/photographs'
import { createSolver, diffusionSmoother, diffusionStep } from '@numeural/multigrid'
import { differenceNetwork, explicit } from '@numeural/schemes'
import { Command, Option } from 'commander'
import { describeMachine } from '../harness/machine.js'
import { wholeNumbers } from '../harness/options.js'

const { sizes, times, rounds, threads, clock } = new Command('multigrid')
  .description('Times implicit diffusion steps by multigrid, and explicit steps to the same time, in turns.')
  .option('--sizes <list>', 'sides of the images in pixels', wholeNumbers, [256, 512, 1024, 2048, 4096])
  .option('--times <list>', 'diffusion times', wholeNumbers, [10, 100, 1000])
  .option('--rounds <count>', 'measurements of each', Number, 3)
  .option('--threads <count>', 'threads of both', Number, 1)
  .addOption(
    new Option('--clock <clock>', 'cpu: processor time, where a machine is busy with other work')
      .choices(['wall', 'cpu'])
      .default('wall'),
  )
  .parse()
  .opts()

const lambda = 10
/** Relative residual to which an implicit step is solved. */
const tolerance = 1e-3
/** Stable explicit step: h²/(4 g_max). */
const explicitStep = 0.25
/** Explicit steps that are timed; those of a whole run take as long each. */
const timedSteps = 10

const source = greyOf(await photograph('nagasaki-boats'))
const machine = describeMachine()
console.log(
  `${machine.processor}, Node ${machine.node}, ${threads} thread(s); Charbonnier, λ = ${lambda}, medians of ${rounds}`,
)
console.log(
  'One implicit step (FAS V(2,1), relative residual 1e-3) against explicit steps (τ = 0.25), all in float32:\n',
)
console.log('size   time   cycles  implicit ns/pixel  explicit ns/pixel  factor')

for (const time of times) {
  const perPixel = []
  for (const size of sizes) {
    const image = tiled(size)
    const result = await compare(image, size, time)
    perPixel.push(result.implicit)
    const cells = [
      `${size}²`.padEnd(6),
      String(time).padEnd(6),
      String(result.cycles).padEnd(7),
      result.implicit.toFixed(0).padStart(17),
      result.explicit.toFixed(0).padStart(18),
      (result.explicit / result.implicit).toFixed(2).padStart(7),
    ]
    console.log(cells.join(' '))
  }
  console.log(`time ${time}: slowest/fastest per pixel ${(Math.max(...perPixel) / Math.min(...perPixel)).toFixed(2)}\n`)
}

/**
 * Nanoseconds per pixel for the diffusion time, medians of alternating rounds.
 *
 * @param {Float32Array} image
 * @param {number} size
 * @param {number} time
 */
async function compare(image, size, time) {
  const shape = { channels: 1, height: size, width: size }
  const backend = await createBackend('wasm', { threads })
  try {
    const problem = { shape, activation: charbonnier, parameters: { lambda }, tau: time }
    const implicit = []
    const explicitly = []
    let cycles = 0
    const solver = await createSolver(diffusionStep(problem), {
      backend,
      smoother: diffusionSmoother(problem),
      dtype: 'float32',
    })
    await solver.solve({ b: image, start: image, tolerance, maxIterations: 1 })
    const steps = await explicitRunner(backend, shape, image)
    await steps.run()
    for (let round = 0; round < rounds; round++) {
      const started = now()
      const found = await solver.solve({ b: image, start: image, tolerance, maxIterations: 100 })
      implicit.push(now() - started)
      cycles = found.iterations
      if (found.stopped !== 'tolerance') throw new Error(`${size}², time ${time}: stopped by ${found.stopped}`)
      explicitly.push(((await steps.run()) / timedSteps) * (time / explicitStep))
    }
    solver.dispose()
    const nanoseconds = (/** @type {number[]} */ values) => (median(values) * 1e6) / size ** 2
    return { cycles, implicit: nanoseconds(implicit), explicit: nanoseconds(explicitly) }
  } finally {
    backend.dispose()
  }
}

/**
 * @param {import('@numeural/core').Backend} backend
 * @param {import('@numeural/core').SignalShape} shape
 * @param {Float32Array} image
 */
async function explicitRunner(backend, shape, image) {
  const parameters = { lambda, tau: explicitStep }
  const network = differenceNetwork({ scheme: explicit, activation: charbonnier, shape, blocks: 1, parameters })
  const builder = new PlanBuilder('float32')
  const u = builder.state('u', shape)
  builder.update(u, network.trace(builder, u))
  const program = await backend.compile(builder.finish())
  const effective = Float32Array.from(network.parametrisation.effective(new Float64Array(0)))
  await program.writeState('u', image)
  return {
    run: async () => {
      const started = now()
      for (let step = 0; step < timedSteps; step++) await program.run({ batch: 1, parameters: effective, outputs: [] })
      return now() - started
    },
  }
}

/**
 * The middle of the photograph, continued by reflection where it ends, as a square image.
 * @param {number} size
 */
function tiled(size) {
  const { data, width, height } = source
  const at = (/** @type {number} */ i, /** @type {number} */ n) =>
    i % (2 * n) < n ? i % (2 * n) : 2 * n - 1 - (i % (2 * n))
  const [left, top] = [width, height].map((n) => Math.max(0, (n - size) >> 1))
  const image = new Float32Array(size * size)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) image[y * size + x] = data[at(y + top, height) * width + at(x + left, width)]
  }
  return image
}

/** Milliseconds. */
function now() {
  if (clock === 'wall') return performance.now()
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
