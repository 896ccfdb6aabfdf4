import { createBackend } from '@numeural/core'
import { workloads } from './workloads.js'

/** Least time that a workload is repeated for, after one run to warm up. */
const patience = 1500

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
      /** @type {number[]} */
      const times = []
      const start = performance.now()
      while (performance.now() - start < patience || times.length < 3) {
        const began = performance.now()
        await program.run(request)
        times.push(performance.now() - began)
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
