import {
  constant,
  defineNonlinearity,
  faceNames,
  type Nonlinearity,
  relu,
  standardNonlinearities,
  translate,
} from '@numeural/activations'
import { type Boundary, createBackend, createRandom, elementOf, PlanBuilder, reverse } from '@numeural/core'
import { entryOf, explicit, residualNetwork } from '@numeural/schemes'
import { distance, runNetwork, runScheme } from '@numeural/schemes/testing'
import { describe, expect, test } from 'vitest'
import { traceWaveletShrinkageStep } from './trace-wavelet-shrinkage-step.js'
import { waveletShrinkageStep } from './wavelet-shrinkage-step.js'

const symmetric = standardNonlinearities.filter(({ activationOnly }) => !activationOnly)
const random = createRandom(9)
const signal = Float64Array.from({ length: 40 }, () => 2 * random.normal())
const tau = 0.25
/** Contrast parameters other than their defaults, so that an equivalence cannot hold by λ = 1. */
const valuesOf = ({ parameters }: Nonlinearity): Record<string, number> =>
  Object.fromEntries(Object.keys(parameters).map((name) => [name, 1.3]))

const explicitStep = (activation: Nonlinearity, boundary: Boundary = 'reflecting'): Promise<Float64Array> =>
  runScheme({ scheme: explicit, activation, boundary, steps: 1, parameters: { tau, ...valuesOf(activation) } }, signal)

/** A wavelet shrinkage step as a plan in float64. */
async function tracedStep(nonlinearity: Nonlinearity, step = tau): Promise<Float64Array> {
  const builder = new PlanBuilder('float64')
  const f = builder.input('f', { channels: 1, height: 1, width: signal.length })
  const parameters = new Map(Object.keys(nonlinearity.parameters).map((name) => [name, builder.parameter(name, 1)]))
  const parameter = (name: string) => elementOf(parameters.get(name)!)
  builder.output('u', traceWaveletShrinkageStep(builder, f, { activation: nonlinearity, tau: step, parameter }))
  await using backend = await createBackend('reference')
  await using program = await backend.compile(builder.finish())
  const values = Float64Array.from(Object.values(valuesOf(nonlinearity)))
  return (await program.run({ batch: 1, inputs: { f: signal }, parameters: values })).u as Float64Array
}

test('all seven symmetric rows of the dictionary take part', () => {
  expect(symmetric).toHaveLength(7)
})

describe.each(symmetric)('$name: one step in float64, to 1e-12', (nonlinearity) => {
  test('explicit diffusion = wavelet shrinkage, on arrays and in a plan', async () => {
    const diffused = await explicitStep(nonlinearity)
    const shrinkage = translate(nonlinearity, 'shrinkage', { parameters: valuesOf(nonlinearity), tau })
    expect(distance(waveletShrinkageStep(signal, shrinkage), diffused)).toBeLessThan(1e-12)
    expect(distance(await tracedStep(nonlinearity), diffused)).toBeLessThan(1e-12)
    expect(distance(diffused, signal)).toBeGreaterThan(0.1)
  })

  test('explicit diffusion = wavelet shrinkage for another τ', async () => {
    const shrinkage = translate(nonlinearity, 'shrinkage', { parameters: valuesOf(nonlinearity), tau: 0.1 })
    const parameters = { tau: 0.1, ...valuesOf(nonlinearity) }
    const diffused = await runScheme({ scheme: explicit, activation: nonlinearity, steps: 1, parameters }, signal)
    expect(distance(waveletShrinkageStep(signal, shrinkage), diffused)).toBeLessThan(1e-12)
    expect(distance(await tracedStep(nonlinearity, 0.1), diffused)).toBeLessThan(1e-12)
  })

  test.each(faceNames)('explicit diffusion with the row given by its %s alone', async (face) => {
    const { name, parameters, formulas } = nonlinearity
    const translated = defineNonlinearity({ name: `${name}-by-${face}`, parameters, [face]: formulas[face] })
    expect(distance(await explicitStep(translated), await explicitStep(nonlinearity))).toBeLessThan(1e-12)
  })

  test.each(['zero', 'periodic'] as const)(
    'explicit diffusion = standard residual block, %s boundary',
    async (boundary) => {
      // W₂ = −τKᵀ is a convolution with the kernel turned round; with a reflecting boundary it would differ there.
      const network = residualNetwork({
        dimension: 1,
        kernel: { width: 3 },
        blocks: 1,
        activation: nonlinearity,
        boundary,
      })
      const { layout, effectiveLength } = network.parametrisation
      const effective = new Float64Array(effectiveLength)
      const set = (name: string, values: readonly number[]): void =>
        effective.set(values, entryOf(layout, name, 0).offset)
      set('kernel1', [0, -1, 1])
      set('kernel2', [-tau, tau, 0])
      for (const [name, value] of Object.entries(valuesOf(nonlinearity))) set(name, [value])
      const shape = { channels: 1, height: 1, width: signal.length }
      const residual = await runNetwork(network, effective, signal, shape)
      expect(distance(residual, await explicitStep(nonlinearity, boundary))).toBeLessThan(1e-12)
    },
  )
})

test('a wavelet shrinkage step in a plan has a gradient', async () => {
  const nonlinearity = symmetric.find(({ name }) => name === 'charbonnier')!
  const builder = new PlanBuilder('float64')
  const f = builder.input('f', { channels: 1, height: 1, width: signal.length })
  const lambda = builder.parameter('lambda', 1)
  const u = traceWaveletShrinkageStep(builder, f, { activation: nonlinearity, parameter: () => elementOf(lambda) })
  builder.output('loss', builder.dot(u, u))
  await using backend = await createBackend('reference')
  await using program = await backend.compile(reverse(builder.finish(), { loss: 'loss' }))
  const at = (value: number) => program.run({ batch: 1, inputs: { f: signal }, parameters: Float64Array.of(value) })
  const slope = ((await at(1.3001)).loss[0] - (await at(1.2999)).loss[0]) / 2e-4
  // central difference: error of order 1e-8 of the value
  expect((await at(1.3)).gradient[0] / slope).toBeCloseTo(1, 6)
})

test('channels are shrunk each for itself', async () => {
  const builder = new PlanBuilder('float64')
  const f = builder.input('f', { channels: 2, height: 1, width: 20 })
  builder.output('u', traceWaveletShrinkageStep(builder, f, { activation: constant, tau, parameter: fail }))
  await using backend = await createBackend('reference')
  await using program = await backend.compile(builder.finish())
  const { u } = await program.run({ batch: 1, inputs: { f: signal } })
  const none = (): number => 0
  const expected = [signal.subarray(0, 20), signal.subarray(20)].flatMap((each) => [
    ...waveletShrinkageStep(each, none),
  ])
  expect(distance(u, expected)).toBeLessThan(1e-13)
})

function fail(): never {
  throw new Error('the constant diffusivity has no parameters')
}

describe('what makes no sense is refused', () => {
  const trace = (height: number, nonlinearity: Nonlinearity) => () => {
    const builder = new PlanBuilder('float64')
    const f = builder.input('f', { channels: 1, height, width: 8 })
    traceWaveletShrinkageStep(builder, f, { activation: nonlinearity, parameter: fail })
  }
  test('an image, an activation without shrinkage function, an empty signal', () => {
    expect(trace(2, constant)).toThrow(expect.objectContaining({ code: 'SIGNAL_DIMENSION' }))
    expect(trace(1, relu)).toThrow(expect.objectContaining({ code: 'FACE_UNDEFINED' }))
    expect(() => waveletShrinkageStep(new Float64Array(0), (r) => r)).toThrow(
      expect.objectContaining({ code: 'SIGNAL_LENGTH' }),
    )
    expect(() => waveletShrinkageStep(signal, (r) => r, new Float64Array(3))).toThrow(/3/)
  })
  test('a single sample stays', () => {
    expect([...waveletShrinkageStep(Float64Array.of(7), () => 0)]).toEqual([7])
  })
})
