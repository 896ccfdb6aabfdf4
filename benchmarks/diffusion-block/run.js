import { createBackend, elementOf, PlanBuilder } from '@numeural/core'

/** 20 explicit Perona–Malik blocks, width-3 kernel, one channel: wasm on one thread against plain loops. */
const width = 256
const batch = 500
const blocks = 20
const rounds = 15
const kernel = [-0.5, 1, -0.4]
const tau = 0.2

/** @param {import('@numeural/core').Dtype} dtype */
function network(dtype) {
  const builder = new PlanBuilder(dtype)
  let u = builder.input('u', { channels: 1, height: 1, width })
  const weights = builder.parameter('kernel', 3)
  const step = elementOf(builder.parameter('tau', 1))
  const geometry = builder.geometry(u, { width: 3 })
  for (let block = 0; block < blocks; block++) {
    const flux = builder.map('r/(1+r^2)', { r: builder.convolution(u, weights, geometry) })
    u = builder.map('u - tau*d', { u, d: builder.transposedConvolution(flux, weights, geometry), tau: step })
  }
  builder.output('u', u)
  return builder.finish()
}

/** @param {number[]} times */
function median(times) {
  return times.sort((a, b) => a - b)[times.length >> 1]
}

const start = Float64Array.from({ length: batch * width }, (_, k) => Math.sin(k * 0.7) + ((k >> 5) & 1))
const backend = await createBackend('wasm', { threads: 1 })

/** @param {import('@numeural/core').Dtype} dtype */
async function wasmRunner(dtype) {
  const program = await backend.compile(network(dtype))
  const Values = dtype === 'float32' ? Float32Array : Float64Array
  const u = Values.from(start)
  const out = new Values(u.length)
  const request = { batch, inputs: { u }, parameters: Float64Array.of(...kernel, tau), into: { u: out } }
  return { run: () => program.run(request), result: out }
}

/**
 * Every number type gets a copy of the module of its own: one function that sees both array types would be several times slower.
 *
 * @param {typeof Float32Array | typeof Float64Array} Values
 */
async function plainRunner(Values) {
  const { plainLoops } = await import(`./plain-loops.js?${Values.name}`)
  const first = Values.from(start)
  const u = new Values(first.length)
  const flux = new Values(width)
  const run = async () => {
    u.set(first)
    plainLoops(u, flux, width, blocks, kernel, tau)
  }
  return { run, result: u }
}

const runners = {
  'wasm float32, 1 thread': await wasmRunner('float32'),
  'wasm float64, 1 thread': await wasmRunner('float64'),
  'plain loops float32': await plainRunner(Float32Array),
  'plain loops float64': await plainRunner(Float64Array),
}

/** @type {Record<string, number[]>} */
const times = Object.fromEntries(Object.keys(runners).map((name) => [name, []]))
for (let round = -3; round < rounds; round++) {
  for (const [name, { run }] of Object.entries(runners)) {
    const begin = performance.now()
    await run()
    if (round >= 0) times[name].push(performance.now() - begin)
  }
}

const exact = runners['plain loops float64'].result
const scale = width * batch * blocks
console.log(
  `${blocks} Perona–Malik blocks × ${width} samples, batch ${batch}; ${backend.info.executor}; median of ${rounds}`,
)
for (const [name, { result }] of Object.entries(runners)) {
  let error = 0
  for (let k = 0; k < exact.length; k++) error = Math.max(error, Math.abs(result[k] - exact[k]))
  const each = (median(times[name]) * 1e6) / scale
  const best = (Math.min(...times[name]) * 1e6) / scale
  console.log(
    `${name.padEnd(24)} ${each.toFixed(3)} ns per sample and block (fastest round ${best.toFixed(3)}), largest error ${error.toExponential(1)}`,
  )
}
const plain = Math.min(median(times['plain loops float32']), median(times['plain loops float64']))
console.log(`wasm float32 is ${(plain / median(times['wasm float32, 1 thread'])).toFixed(2)}× the faster plain loop`)
backend.dispose()
