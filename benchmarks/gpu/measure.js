import { createBackend } from '@numeural/core'
import { workloads } from './workloads.js'

/** Least time that a workload is repeated for, after one run to warm up, in milliseconds. */
const patience = 1500
/** Least time of what is timed at once: browsers round their clocks. */
const least = 30

/**
 * One line of the result: what ran how fast.
 * @typedef {{ backend: string, executor: string, workload: string, samplesPerSecond: number }} Timing
 */

/**
 * Every workload on every backend that runs here, `wasm` among them; data go in and results come back in every run.
 * @param {readonly import('@numeural/core').BackendChoice[]} names
 * @param {number} share
 * @param {(text: string) => void} note told which backends do not run, and why
 * @returns {Promise<Timing[]>}
 */
export async function measure(names, share, note) {
  /** @type {Timing[]} */
  const timings = []
  for (const name of names) {
    const backend = await createBackend(name).catch((/** @type {Error} */ error) => {
      note(`${name}: ${error.message}`)
      return undefined
    })
    if (backend === undefined) continue
    for (const { name: workload, plan, request, samples } of workloads(share)) {
      const program = await backend.compile(plan)
      await program.run(request)
      const single = await timed(() => program.run(request), 1)
      const count = Math.max(1, Math.ceil(least / Math.max(single, 0.05)))
      /** @type {number[]} */
      const times = []
      const start = performance.now()
      while (performance.now() - start < patience || times.length < 3) {
        times.push(await timed(() => program.run(request), count))
      }
      program.dispose()
      times.sort((a, b) => a - b)
      const median = times[Math.floor(times.length / 2)] ?? Number.NaN
      timings.push({
        backend: name,
        executor: backend.info.executor,
        workload,
        samplesPerSecond: (1000 * samples) / median,
      })
      note(`${name}: ${workload}: ${median.toFixed(2)} ms`)
    }
    await backend[Symbol.asyncDispose]()
  }
  return timings
}

/**
 * Milliseconds that a run takes, timed over so many.
 * @param {() => Promise<unknown>} run
 * @param {number} count
 */
async function timed(run, count) {
  const began = performance.now()
  for (let k = 0; k < count; k++) await run()
  return (performance.now() - began) / count
}

/**
 * A table for people: samples per second, and how many times as long as wasm.
 * @param {readonly Timing[]} timings
 */
export function describe(timings) {
  /** @param {string} workload */
  const onWasm = (workload) => timings.find((each) => each.backend === 'wasm' && each.workload === workload)
  const lines = timings.map(({ backend, workload, samplesPerSecond }) => {
    const ratio = (onWasm(workload)?.samplesPerSecond ?? Number.NaN) / samplesPerSecond
    const mega = (samplesPerSecond / 1e6).toPrecision(3)
    return `${backend.padEnd(14)} ${workload.padEnd(62)} ${mega.padStart(8)} M samples/s   ${ratio.toPrecision(2)} × the time of wasm`
  })
  const executors = [...new Set(timings.map(({ backend, executor }) => `${backend}: ${executor}`))]
  return [...executors, '', ...lines].join('\n')
}
