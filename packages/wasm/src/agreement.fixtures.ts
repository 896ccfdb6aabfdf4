import {
  createRandom,
  type Dtype,
  type FloatArray,
  type Plan,
  type Program,
  type RunRequest,
  type RunResult,
  sizeOf,
} from '@numeural/plan'
import { createReferenceBackend } from '@numeural/plan/reference'
import { expect } from 'vitest'
import { openWasmBackend, type WasmSettings } from './wasm-backend.js'

/**
 * Tolerances relative to the largest value of an output:
 * a few roundings of the number type, sums of some hundred terms.
 */
export const tolerances: Readonly<Record<Dtype, number>> = { float32: 2e-6, float64: 1e-13 }

/** Normally distributed numbers in the plan's type. */
export function noise(dtype: Dtype, length: number, seed: number): FloatArray {
  const random = createRandom(seed)
  const data = dtype === 'float32' ? new Float32Array(length) : new Float64Array(length)
  for (let k = 0; k < length; k++) data[k] = random.normal()
  return data
}

/** A request with noise for every input and parameter. */
export function noisyRequest(plan: Plan, batch: number, seed = 1): RunRequest {
  return {
    batch,
    inputs: Object.fromEntries(
      plan.inputs.map(({ name, shape }, k) => [name, noise(plan.dtype, batch * sizeOf(shape), seed + 10 * k)]),
    ),
    parameters: noise(plan.dtype, plan.parameterLength, seed + 5),
  }
}

/**
 * Expects equal names, types and lengths, and values that differ by the tolerance times the largest
 * reference value at most.
 */
export function expectClose(actual: RunResult, expected: RunResult, tolerance: number, what: string): void {
  expect(Object.keys(actual), what).toEqual(Object.keys(expected))
  for (const [name, values] of Object.entries(expected)) {
    const found = actual[name]
    expect(found.constructor, `${what}: ${name}`).toBe(values.constructor)
    expect(found.length, `${what}: ${name}`).toBe(values.length)
    let scale = 0
    for (const value of values) if (Number.isFinite(value)) scale = Math.max(scale, Math.abs(value))
    for (let k = 0; k < values.length; k++) {
      const isSame = Object.is(found[k], values[k]) || Math.abs(found[k] - values[k]) <= tolerance * scale
      if (!isSame)
        expect.fail(`${what}: ${name}[${k}] is ${found[k]}, the reference gives ${values[k]} (scale ${scale})`)
    }
  }
}

/** Expects the same bits; quicker than `toEqual`, which looks at every number in turn. */
export function expectSameBits(actual: RunResult, expected: RunResult, what: string): void {
  expect(Object.keys(actual), what).toEqual(Object.keys(expected))
  for (const [name, { buffer }] of Object.entries(expected)) {
    const isSame = Buffer.compare(Buffer.from(actual[name].buffer), Buffer.from(buffer)) === 0
    if (!isSame) expect.fail(`${what}: ${name} differs`)
  }
}

/** Runs a plan on wasm, fused and not, and on the reference backend, and expects agreement. */
export async function expectAgreement(plan: Plan, batch: number, what: string, seed = 1): Promise<void> {
  const request = noisyRequest(plan, batch, seed)
  const expected = await runOnce(await (await createReferenceBackend()).compile(plan), request)
  for (const fuse of [true, false]) {
    const backend = await sharedBackend({ fuse })
    const actual = await runOnce(await backend.compile(plan), request)
    expectClose(actual, expected, tolerances[plan.dtype], `${what}, ${fuse ? 'fused' : 'not fused'}`)
  }
}

async function runOnce(program: Program, request: RunRequest): Promise<RunResult> {
  const result = await program.run(request)
  program.dispose()
  return result
}

const shared = new Map<boolean, ReturnType<typeof openWasmBackend>>()

function sharedBackend(options: WasmSettings): ReturnType<typeof openWasmBackend> {
  const fuse = options.fuse ?? true
  let backend = shared.get(fuse)
  if (backend === undefined) {
    backend = openWasmBackend({ fuse })
    shared.set(fuse, backend)
  }
  return backend
}
