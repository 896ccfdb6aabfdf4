import { command, runGroups, word } from './control.js'

/**
 * A worker thread of the wasm backend. It is told the compiled modules by messages;
 * for the work itself it sleeps on shared memory and takes groups of tiles as they are announced, without a message.
 *
 * @typedef {Record<string, (...args: number[]) => number>} Functions
 * @typedef {{ name: string, module: WebAssembly.Module | null, imports: readonly string[] }} Kernel
 * @typedef {{ kind: 'start', thread: number, control: Int32Array, memory: WebAssembly.Memory, fixed: WebAssembly.Module }} Start
 * @typedef {{ kind: 'plan', id: number, forgotten: readonly number[], driver: WebAssembly.Module, stages: readonly (string | null)[], kernels: readonly Kernel[] }} PlanMessage
 */

/** @type {{ addEventListener: (name: string, receive: (event: any) => void) => void, postMessage: (message: unknown) => void, start?: () => void }} */
const port = globalThis.process?.getBuiltinModule?.('node:worker_threads')?.parentPort ?? globalThis

let thread = 0
/** @type {Int32Array} */
let control = new Int32Array(0)
/** @type {WebAssembly.Memory} */
let memory
/** @type {Functions} */
let fixed = {}
/** @type {Map<string, (...args: number[]) => number>} */
const kernels = new Map()
/** @type {Map<number, { stages: (((...args: number[]) => number) | undefined)[], kernels: readonly string[] }>} */
const plans = new Map()

/** @param {any} event */
function receive({ data }) {
  if (data.kind === 'start') start(data)
  else if (data.kind === 'plan') learn(data)
  else {
    serve()
    return
  }
  port.postMessage('ready')
}

/** @param {Start} message */
function start(message) {
  ;({ thread, control, memory } = message)
  fixed = instantiate(message.fixed, {})
}

/** @param {PlanMessage} message */
function learn({ id, forgotten, driver, stages, kernels: needed }) {
  forget(forgotten)
  for (const { name, module, imports } of needed) {
    if (kernels.has(name)) continue
    if (module === null) kernels.set(name, exported(fixed, name))
    else {
      const elementary = Object.fromEntries(imports.map((each) => [each, exported(fixed, each)]))
      kernels.set(name, exported(instantiate(module, elementary), 'run'))
    }
  }
  const functions = instantiate(driver, Object.fromEntries(kernels))
  plans.set(id, {
    stages: stages.map((name) => (name === null ? undefined : functions[name])),
    kernels: needed.map(({ name }) => name),
  })
}

/**
 * Drops plans, and the kernels that no other plan uses.
 *
 * @param {readonly number[]} ids
 */
function forget(ids) {
  if (ids.length === 0) return
  for (const id of ids) plans.delete(id)
  const used = new Set([...plans.values()].flatMap((plan) => plan.kernels))
  for (const name of kernels.keys()) if (!used.has(name)) kernels.delete(name)
}

/** Works until told to listen to messages. */
function serve() {
  while (Atomics.load(control, word.command) === command.serve) {
    const seen = Atomics.load(control, word.generation)
    runGroups(control, thread, (plan, stage) => /** @type {any} */ (plans.get(plan)?.stages[stage]))
    sleepUnlessAnnounced(seen)
  }
}

/**
 * Stages often follow each other at once: looking for a moment is cheaper than being woken.
 *
 * @param {number} seen
 */
function sleepUnlessAnnounced(seen) {
  for (let k = 0; k < 2000; k++) if (Atomics.load(control, word.generation) !== seen) return
  Atomics.wait(control, word.generation, seen)
}

/**
 * @param {WebAssembly.Module} module
 * @param {Functions} functions
 */
function instantiate(module, functions) {
  const { exports } = new WebAssembly.Instance(module, { env: { memory, ...functions } })
  return /** @type {Functions} */ (/** @type {unknown} */ (exports))
}

/**
 * @param {Functions} functions
 * @param {string} name
 */
function exported(functions, name) {
  return /** @type {(...args: number[]) => number} */ (functions[name])
}

port.addEventListener('message', receive)
port.start?.()
