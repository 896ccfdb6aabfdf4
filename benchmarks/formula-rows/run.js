// `node formula-rows/run.js [rounds]`: generated kernels of the standard nonlinearities against hand-written ones.
import { describeMachine } from '../harness/machine.js'
import { median, summariseRatios } from '../harness/statistics.js'
import { columns } from '../report/columns.js'
import { kernelsByHand } from './by-hand.js'
import { rowCases } from './cases.js'
import { createLibrary, generatedKernel } from './generated.js'

const width = 256
/** Rows of one call; with up to three results they stay within 32 KiB. */
const rows = 8
const lambda = 0.8
/** Processor time of one measurement, in seconds. */
const slice = 0.004
/** Relative difference that the order of roundings may make. */
const tolerance = 4e-6

const rounds = Number(process.argv[2] ?? 41)
if (!Number.isInteger(rounds) || rounds < 1)
  throw new RangeError(`rounds: a positive whole number, not ${process.argv[2]}`)

const library = await createLibrary()
const { memory } = library
const begin = Math.ceil(library.heapBase / 64) * 64
const bytes = 4 * width * rows
memory.grow(Math.ceil((begin + 5 * bytes) / 65536))
const [x, ...outputs] = Array.from({ length: 4 }, (_, k) => begin + k * bytes)
const parameterAt = begin + 4 * bytes
new Float64Array(memory.buffer, parameterAt, 1)[0] = lambda
const values = new Float32Array(memory.buffer, x, width * rows)
for (let k = 0; k < values.length; k++) values[k] = 3 * Math.sin(0.7 * k)

const handWritten = await kernelsByHand(memory)
const contestants = []
for (const { title, byHand, graph, parameter } of rowCases()) {
  const run = await generatedKernel(library, graph, parameter === undefined ? [] : [parameter], width)
  const targets = outputs.slice(0, graph.outputs.length)
  const pointers = [x, ...(parameter === undefined ? [] : [parameterAt]), ...targets]
  const kernel = handWritten[byHand]
  contestants.push({
    title,
    targets,
    generated: () => run(rows, ...pointers),
    written: () => kernel(bytes, x, lambda, ...outputs),
    /** @type {number[]} */
    ours: [],
    /** @type {number[]} */
    theirs: [],
  })
}

for (const { title, targets, generated, written } of contestants) {
  const results = [generated, written].map((step) => {
    step()
    return targets.map((at) => Float32Array.from(new Float32Array(memory.buffer, at, values.length)))
  })
  for (const [output, ours] of results[0].entries()) {
    for (const [k, value] of ours.entries()) {
      const other = results[1][output][k]
      if (!(Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(other)))) {
        throw new Error(`${title}: output ${output} at ${values[k]} is ${value}, by hand ${other}`)
      }
    }
  }
}

/** @param {() => void} step */
function secondsOf(step) {
  const start = process.cpuUsage()
  let steps = 0
  for (;;) {
    for (let k = 0; k < 100; k++) step()
    steps += 100
    const { user } = process.cpuUsage(start)
    if (user >= slice * 1e6) return user / 1e6 / steps
  }
}

for (const { generated, written } of contestants) {
  for (const step of [generated, written]) for (let k = 0; k < 20; k++) secondsOf(step)
}
for (let round = 0; round < rounds; round++) {
  for (const { generated, written, ours, theirs } of contestants) {
    // Who comes first changes, for the first finds the processor as another left it.
    if (round % 2 === 0) ours.push(secondsOf(generated))
    theirs.push(secondsOf(written))
    if (round % 2 === 1) ours.push(secondsOf(generated))
  }
}

const machine = describeMachine()
console.log(`${machine.processor}, Node ${machine.node}; ${rounds} rounds; ns per value in rows of ${width} float32`)
const table = [['', 'generated', 'by hand', 'ratio', 'quartiles']]
for (const { title, ours, theirs } of contestants) {
  const time = (/** @type {number[]} */ seconds) => ((median(seconds) * 1e9) / (width * rows)).toFixed(3)
  const ratio = summariseRatios(ours, theirs)
  if (ratio === null) continue
  const quartiles = `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`
  table.push([title, time(ours), time(theirs), ratio.median.toFixed(2), quartiles])
}
console.log(columns(table).join('\n'))
