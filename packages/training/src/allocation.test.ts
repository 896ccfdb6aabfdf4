import { charbonnier, peronaMalik } from '@numeural/activations'
import { createBackend } from '@numeural/core'
import { denoisingSignals } from '@numeural/datasets'
import { duFortFrankel, type Network, residualNetwork, schemeNetwork, symmetricResNet } from '@numeural/schemes'
import { afterAll, describe, expect, it } from 'vitest'
import { train } from './train.js'

const backend = await createBackend('wasm', { threads: 1 })
afterAll(() => backend.dispose())

const data = denoisingSignals({ train: 96, validation: 4, test: 1, length: 32 })
const common = { dimension: 1, blocks: 3, kernel: { width: 3 } } as const
const networks: readonly (readonly [name: string, network: Network])[] = [
  ['symmetric, dynamic weights', symmetricResNet({ ...common, weights: 'dynamic', activation: peronaMalik })],
  ['symmetric, several channels', symmetricResNet({ ...common, channels: 3, activation: charbonnier })],
  ["symmetric, the paper's norm", symmetricResNet({ ...common, norm: 'paper', activation: charbonnier })],
  ['residual', residualNetwork({ ...common, activation: charbonnier })],
  ['du-fort-frankel', schemeNetwork({ ...common, activation: charbonnier, scheme: duFortFrankel })],
]

/**
 * How many arrays of floating-point numbers are made while `work` runs; views of arrays that are there do not count.
 */
async function arraysMadeBy(work: () => Promise<unknown>): Promise<number> {
  let made = 0
  const undo: (() => void)[] = []
  for (const name of ['Float32Array', 'Float64Array'] as const) {
    const original = globalThis[name] as Float64ArrayConstructor
    const counted = new Proxy(original, {
      construct(target, given: [unknown]) {
        if (!(given[0] instanceof ArrayBuffer || given[0] instanceof SharedArrayBuffer)) made++
        return Reflect.construct(target, given)
      },
    })
    Object.assign(globalThis, { [name]: counted })
    undo.push(() => Object.assign(globalThis, { [name]: original }))
  }
  const prototype = Object.getPrototypeOf(Float64Array.prototype)
  for (const name of ['slice', 'map', 'filter'] as const) {
    const original = prototype[name]
    prototype[name] = function (...given: unknown[]) {
      if (this instanceof Float64Array || this instanceof Float32Array) made++
      return original.apply(this, given)
    }
    undo.push(() => {
      prototype[name] = original
    })
  }
  try {
    await work()
  } finally {
    for (const each of undo) each()
  }
  return made
}

describe('a training step makes no array', () => {
  it.each(networks)('%s', async (_name, network) => {
    const arrays = (batch: number) =>
      arraysMadeBy(() => train(network, data, { batch, epochs: 2, initialisations: 1, backend }))
    // What is kept with the plan or the backend is made in the first run.
    await arrays(40)
    // Six steps, or 48; the last batch of 40 is shorter than the others.
    const few = await arrays(40)
    expect(few).toBeGreaterThan(0)
    expect(await arrays(4)).toBe(few)
  })
})
