import { createBackend, elementOf, type Plan, PlanBuilder, PlanConstants } from '@numeural/core'
import { freeParametrisation, type Network } from '@numeural/schemes'
import { afterAll, describe, expect, it } from 'vitest'
import { minimise } from './minimise.js'
import type { Objective } from './objective.js'
import type { CheckpointStore, TrainingState } from './training-state.js'

const backend = await createBackend('wasm', { threads: 1 })
afterAll(() => backend.dispose())

/** u ↦ a + b u, with (a, b) trained. */
const line: Network = {
  kind: 'line',
  dimension: 1,
  inputChannels: 1,
  outputChannels: 1,
  parametrisation: freeParametrisation([{ name: 'line', kind: 'kernel', block: null, length: 2 }], (seed) =>
    Float64Array.of(seed, 0),
  ),
  description: { kind: 'line' },
  trace(builder, u) {
    const values = builder.parameter('line', 2)
    return builder.map('a + b*u', { u, a: elementOf(values, 0), b: elementOf(values, 1) })
  },
  figure: () => ({ title: 'line', nodes: [], edges: [], legend: [] }),
}

/** Σ (a + b x − y)², fitted to y = 3 − 2x. */
function linePlan(width: number): Plan {
  const builder = new PlanBuilder('float64')
  const x = builder.input('x', { channels: 1, height: 1, width })
  const error = builder.map('v - (3 - 2*x)', { x, v: line.trace(builder, x) })
  builder.output('loss', builder.dot(error, error))
  return builder.finish()
}

/** The same at the samples of a mask, which is a constant of the plan that nobody writes. */
function planWithMask(): Plan {
  const builder = new PlanBuilder('float64')
  const x = builder.input('x', { channels: 1, height: 1, width: 3 })
  const mask = new PlanConstants(builder).signal('mask', x.shape, () => [1, 1, 0])
  const error = builder.map('m*(v - (3 - 2*x))', { x, m: mask, v: line.trace(builder, x) })
  builder.output('loss', builder.dot(error, error))
  return builder.finish()
}

const objective = (width: number, count = 64, phase = 0): Objective => {
  const x = Float64Array.from({ length: count * width }, (_, k) => Math.sin(k * 1.7 + phase))
  return { plan: linePlan(width), inputs: { x }, count }
}

describe('minimise', () => {
  const data = { train: [objective(3), objective(8)] }
  const options = { epochs: 100, batch: 16, learningRate: 0.1, backend }

  it('finds the minimum of objectives of several sizes, the same bits again', async () => {
    const seen: number[] = []
    const { model, history, validation } = await minimise(line, data, {
      ...options,
      onProgress: ({ loss }) => seen.push(loss),
    })
    // Adam with a rate that falls to 1 %: within a thousandth.
    expect(model.raw[0]).toBeCloseTo(3, 3)
    expect(model.raw[1]).toBeCloseTo(-2, 3)
    expect(history.map(({ loss }) => loss)).toEqual(seen)
    expect(validation).toBeNull()
    expect(seen.at(-1)).toBeLessThan(1e-4 * seen[0]!)
    expect((await minimise(line, data, options)).model.raw).toEqual(model.raw)
  })

  it('gives the mean over all terms of all samples', async () => {
    // (a, b) = (3, 0) errs by 2x, and a vanishing rate moves it by less than the tolerance.
    const { history } = await minimise(
      line,
      {
        train: [
          { ...objective(3), terms: 3 },
          { ...objective(8), terms: 8 },
        ],
      },
      { ...options, epochs: 1, initial: Float64Array.of(3, 0), learningRate: 1e-12 },
    )
    const all = data.train.flatMap(({ inputs }) => [...inputs.x!])
    expect(history[0]!.loss).toBeCloseTo(all.reduce((sum, x) => sum + 4 * x * x, 0) / all.length, 6)
  })

  it('gives the epoch that is best on the validation data, and stops when patience ends', async () => {
    const judged = { ...data, validation: [objective(5, 7, 0.3)] }
    const { model, validation, bestEpoch, history } = await minimise(line, judged, { ...options, learningRate: 2 })
    expect(validation!.best).toBe(Math.min(validation!.before, ...history.map((record) => record.validation!)))
    expect(history[bestEpoch - 1]!.validation).toBe(validation!.best)
    expect(validation!.best).toBeLessThan(validation!.before)
    const again = await minimise(line, judged, {
      ...options,
      epochs: 9,
      initial: model.raw,
      learningRate: 1e-30,
      patience: 2,
    })
    expect([again.stopped, again.epochs, again.bestEpoch]).toEqual(['patience', 2, 0])
  })

  it('takes the best of several starts', async () => {
    const judged = { ...data, validation: [objective(5, 7, 0.3)] }
    const starts = { ...options, epochs: 0, learningRate: 1e-30, initialisations: 2, trialEpochs: 1, seed: 1 }
    // The starts (1, 0) and (1000004, 0) of this network: the nearer one goes on.
    expect((await minimise(line, judged, starts)).initial[0]).toBe(1)
  })

  it('goes on from a checkpoint to the same bits', async () => {
    const whole = await minimise(line, data, options)
    let kept: TrainingState | null = null
    const checkpoint: CheckpointStore = {
      load: async () => kept,
      save: async (state) => {
        kept = structuredClone(state)
      },
    }
    const abort = new AbortController()
    const onProgress = ({ epoch }: { epoch: number }) => epoch === 41 && abort.abort()
    const killed = minimise(line, data, { ...options, checkpoint, signal: abort.signal, onProgress })
    await expect(killed).rejects.toThrow(/abort/i)
    const resumed = await minimise(line, data, { ...options, checkpoint, resume: true })
    expect(resumed.model.raw).toEqual(whole.model.raw)
    expect(resumed.history).toEqual(whole.history)
    const other = minimise(
      line,
      { train: [objective(3), objective(8, 64, 1)] },
      { ...options, checkpoint, resume: true },
    )
    await expect(other).rejects.toMatchObject({ code: 'CHECKPOINT_MISMATCH' })
  })

  it('adds a regulariser to the mean loss', async () => {
    // Σ (a + b x − 3 + 2x)²/n + 10⁶ b²: b goes to 0 but for 1e-6, a to the mean of 3 − 2x.
    const regulariser = {
      settings: { weight: 1e6 },
      addGradient: (effective: Float64Array, gradient: Float64Array) => {
        gradient[1]! += 2e6 * effective[1]!
      },
    }
    const { model } = await minimise(line, data, { ...options, regulariser })
    expect(Math.abs(model.raw[1]!)).toBeLessThan(1e-3)
  })

  it('stops with a diagnosis where the parameters or the loss are not finite', async () => {
    const { train } = data
    const initial = Float64Array.of(Number.NaN, 0)
    await expect(minimise(line, data, { ...options, initial })).rejects.toMatchObject({ code: 'TRAINING_DIVERGED' })
    const x = Float64Array.from(train[0]!.inputs.x!).fill(1e200)
    await expect(minimise(line, { train: [{ ...train[0]!, inputs: { x } }] }, options)).rejects.toThrow(
      'Training diverged in epoch 1: the loss is Infinity.',
    )
  })

  it('aborts between steps', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(minimise(line, data, { ...options, signal })).rejects.toThrow('enough')
  })

  it.each([
    { initial: new Float64Array(3) },
    { epochs: -1 },
    { epochs: undefined as never },
    { patience: 3 },
    { initialisations: 2 },
    { bacth: 3 } as object,
    { resume: true },
    { onProgress: 3 as never },
  ])('refuses the options %o', async (change) => {
    await expect(minimise(line, data, { ...options, ...change })).rejects.toMatchObject({ code: 'TRAINING_OPTION' })
  })

  const first = data.train[0]!
  it.each([
    { train: [] },
    {} as typeof data,
    undefined as never,
    { train: [{ ...first, count: 7 }] },
    { train: [{ ...first, terms: 0.5 }] },
    { train: [{ ...first, plan: null as never }] },
    { train: [{ ...first, inputs: { x: new Float64Array(0) } }] },
    { ...data, validation: [] },
    { train: [{ ...first, plan: planWithMask() }] },
    { ...data, validation: [{ ...first, plan: planWithMask() }] },
    { ...data, test: data.train } as object as typeof data,
  ])('refuses the data %o', async (wrong) => {
    await expect(minimise(line, wrong, options)).rejects.toMatchObject({ code: 'TRAINING_OPTION' })
  })
})
