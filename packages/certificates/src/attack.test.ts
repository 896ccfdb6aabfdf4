import { boundsOf, standardNonlinearities } from '@numeural/activations'
import {
  type Backend,
  createBackend,
  createRandom,
  type FloatArray,
  type KernelGeometry,
  PlanBuilder,
} from '@numeural/core'
import { entryOf, modelOf, type Network, symmetricResNet } from '@numeural/schemes'
import { convolutionMatrix, powerIteration } from '@numeural/schemes/norms'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certify } from './certify.js'

const signals = 6

/** A random architecture with random weights, small enough for ten thousand of them. */
const networks = fc.record({
  nonlinearity: fc.nat(standardNonlinearities.length - 1),
  dimension: fc.constantFrom(1, 2),
  channels: fc.integer({ min: 1, max: 3 }),
  filters: fc.integer({ min: 1, max: 3 }),
  coupled: fc.boolean(),
  boundary: fc.constantFrom('reflecting', 'zero', 'periodic'),
  width: fc.integer({ min: 1, max: 4 }),
  height: fc.integer({ min: 1, max: 3 }),
  blocks: fc.integer({ min: 1, max: 2 }),
  contrast: fc.constantFrom(0.3, 1, 20),
  seed: fc.nat(1e6),
})
type Case = typeof networks extends fc.Arbitrary<infer T> ? T : never

interface Attack {
  readonly network: Network
  readonly effective: Float64Array
  readonly size: { height: number; width: number }
  readonly geometry: KernelGeometry
}

/** The network of a case, its step sizes at `share` of the bounds that are certified for its signals. */
function attackOf(each: Case, share: number): Attack {
  const activation = standardNonlinearities[each.nonlinearity]
  const [contrast] = Object.keys(activation.parameters)
  const { dimension, channels, filters, boundary, width, blocks } = each
  const network = symmetricResNet({
    ...{ dimension, channels, filters, boundary, blocks, activation },
    lifting: 'none',
    coupled: each.coupled && !activation.activationOnly,
    weights: 'free',
    kernel: { width, height: dimension === 1 ? 1 : each.height },
    parameters: contrast === undefined ? {} : { [contrast]: each.contrast },
  })
  const { parametrisation } = network
  const effective = parametrisation.effective(parametrisation.initial(each.seed))
  const size = { height: dimension === 1 ? 1 : 4, width: dimension === 1 ? 9 : 5 }
  const { blocks: certified } = certify({ ...modelOf(network), effective }, { size, dtype: 'float64' })
  certified.forEach(({ block, tauMax }) => {
    const entry = entryOf(parametrisation.layout, 'tau', block)
    effective[entry.offset] = share * Math.min(tauMax, 1e6)
  })
  const { centreX, centreY } = network.kernel
  const kernelHeight = network.kernel.height
  const geometry = {
    inputChannels: channels,
    outputChannels: filters,
    height: kernelHeight,
    width,
    centreX,
    centreY,
    boundary,
  }
  return { network, effective, size, geometry }
}

/** Random signals, and the first kernel's leading singular vector where Φ(r)/r is within 1 % of g_max, and beyond. */
function inputsOf({ effective, size, geometry }: Attack, each: Case): Float64Array {
  const random = createRandom(each.seed, 'inputs')
  const samples = size.height * size.width
  const length = samples * geometry.inputChannels
  const { vector } = powerIteration(convolutionMatrix(effective, geometry, size), 60)
  const result = new Float64Array(signals * length)
  for (let signal = 0; signal < signals; signal++) {
    const scale = each.contrast * [1e-3, 1e-2, 0.1, 1, 0.1, 10][signal]
    for (let i = 0; i < length; i++) {
      const channel = Math.floor(i / samples)
      const leading = vector[(i % samples) * geometry.inputChannels + channel]
      result[signal * length + i] = scale * (signal < 4 ? leading : random.normal())
    }
  }
  return result
}

async function largestGain(backend: Backend, attack: Attack, input: Float64Array, dtype: 'float32' | 'float64') {
  const { network, effective, size, geometry } = attack
  const numbers = (x: Float64Array): FloatArray => (dtype === 'float32' ? Float32Array.from(x) : x)
  const builder = new PlanBuilder(dtype)
  builder.output('next', network.trace(builder, builder.input('u', { ...size, channels: geometry.inputChannels })))
  await using program = await backend.compile(builder.finish())
  const u = numbers(input)
  const { next } = await program.run({ batch: signals, inputs: { u }, parameters: numbers(effective) })
  const length = input.length / signals
  let largest = 0
  for (let signal = 0; signal < signals; signal++) {
    const norm = (x: FloatArray) => Math.hypot(...x.subarray(signal * length, (signal + 1) * length))
    largest = Math.max(largest, norm(next) / norm(u))
  }
  return largest
}

let reference: Backend
let wasm: Backend
beforeAll(async () => {
  reference = await createBackend('reference')
  wasm = await createBackend('wasm')
})
afterAll(() => {
  reference.dispose()
  wasm.dispose()
})

describe('the Euclidean guarantee under attack', () => {
  test('10 000 random networks with τ at the certified bound never increase the norm', {
    timeout: 300_000,
  }, async () => {
    let largest = 0
    let largestSingle = 0
    await fc.assert(
      fc.asyncProperty(networks, async (each) => {
        const attack = attackOf(each, 1)
        const input = inputsOf(attack, each)
        const gain = await largestGain(reference, attack, input, 'float64')
        largest = Math.max(largest, gain)
        expect(gain).toBeLessThanOrEqual(1 + 1e-12)
        // Rounding the parameters to float32 may lift τ over the bound by 1e-7.
        const single = await largestGain(wasm, attack, input, 'float32')
        largestSingle = Math.max(largestSingle, single)
        expect(single).toBeLessThanOrEqual(1 + 1e-5)
      }),
      { numRuns: 10_000, seed: 1 },
    )
    console.log(`largest gain at the certified bound: ${largest} (float64), ${largestSingle} (float32)`)
    expect(largest).toBeGreaterThan(0.99)
  })

  test('τ 5 % above the exact bound: the same search finds an increase for every nonlinearity', {
    timeout: 60_000,
  }, async () => {
    const found = new Set<string>()
    await fc.assert(
      fc.asyncProperty(networks, async (each) => {
        const attack = attackOf({ ...each, blocks: 1 }, 1)
        const activation = standardNonlinearities[each.nonlinearity]
        const { norm } = powerIteration(convolutionMatrix(attack.effective, attack.geometry, attack.size), 3000)
        // The last effective number is τ.
        attack.effective[attack.effective.length - 1] = (1.05 * 2) / (boundsOf(activation).gMax.value * norm * norm)
        const gain = await largestGain(reference, attack, inputsOf(attack, each), 'float64')
        if (gain > 1 + 1e-9) found.add(activation.name)
      }),
      { numRuns: 300, seed: 2 },
    )
    expect([...found].sort()).toEqual(standardNonlinearities.map(({ name }) => name).sort())
  })
})

describe('forward differences at the bounds of T20 Thm 2', () => {
  const width = 24
  const count = 300
  const random = createRandom(4)
  /** Noise, steps and spikes of very different sizes. */
  const inputs = Float64Array.from({ length: width * count }, (_, i) => {
    const scale = 10 ** ((Math.floor(i / width) % 7) - 3)
    return scale * (i % 5 === 0 ? Math.sign(random.normal()) : random.normal())
  })
  const signChanges = (x: Float64Array): number => {
    const signs = [...x].map(Math.sign).filter((sign) => sign !== 0)
    return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length
  }
  async function step(index: number, tau: number): Promise<Float64Array> {
    const activation = standardNonlinearities[index]
    const network = symmetricResNet({
      ...{ dimension: 1, blocks: 1, activation },
      kernel: { width: 2, values: [-1, 1] },
      parameters: {
        tau: { initial: tau, trainable: false },
        ...Object.fromEntries(
          Object.keys(activation.parameters).map((name) => [name, { initial: 1, trainable: false }]),
        ),
      },
    })
    const builder = new PlanBuilder('float64')
    builder.output('next', network.trace(builder, builder.input('u', { channels: 1, height: 1, width })))
    await using program = await reference.compile(builder.finish())
    const parameters = network.parametrisation.effective(new Float64Array(0))
    return (await program.run({ batch: count, inputs: { u: inputs }, parameters })).next as Float64Array
  }
  const each = standardNonlinearities.map(({ name }, index) => [name, index] as const)

  test.each(each)('%s: τ = ½ keeps between minimum and maximum', async (_name, index) => {
    const next = await step(index, 0.5)
    for (let signal = 0; signal < count; signal++) {
      const u = inputs.subarray(signal * width, (signal + 1) * width)
      const [low, high] = [Math.min(...u), Math.max(...u)]
      const result = next.subarray(signal * width, (signal + 1) * width)
      const rounding = 1e-14 * Math.max(high, -low)
      expect(Math.min(...result)).toBeGreaterThanOrEqual(low - rounding)
      expect(Math.max(...result)).toBeLessThanOrEqual(high + rounding)
    }
  })
  test.each(each)('%s: τ = ¼ makes no new sign changes', async (_name, index) => {
    const next = await step(index, 0.25)
    for (let signal = 0; signal < count; signal++) {
      const part = (x: Float64Array) => x.subarray(signal * width, (signal + 1) * width)
      expect(signChanges(part(next))).toBeLessThanOrEqual(signChanges(part(inputs)))
    }
  })
  test('τ = 0.55 overshoots and 0.5 makes new sign changes: the search can find it', async () => {
    const linear = standardNonlinearities.findIndex(({ name }) => name === 'constant')
    const over = await step(linear, 0.55)
    expect(Math.max(...over.map(Math.abs))).toBeGreaterThan(0)
    const exceeded = Array.from({ length: count }, (_, signal) => {
      const part = (x: Float64Array) => x.subarray(signal * width, (signal + 1) * width)
      return Math.max(...part(over)) > Math.max(...part(inputs)) * (1 + 1e-9)
    })
    const half = await step(linear, 0.5)
    const changed = Array.from({ length: count }, (_, signal) => {
      const part = (x: Float64Array) => x.subarray(signal * width, (signal + 1) * width)
      return signChanges(part(half)) > signChanges(part(inputs))
    })
    expect([exceeded.some(Boolean), changed.some(Boolean)]).toEqual([true, true])
  })
})
