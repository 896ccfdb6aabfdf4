import {
  type Backend,
  createBackend,
  type FloatArray,
  type Plan,
  type Program,
  requireBackend,
  reverse,
} from '@numeural/core'
import { batches } from '@numeural/datasets'
import { DivergenceError, ParameterError } from '@numeural/errors'
import { adam } from './adam.js'
import { type LearningRateSchedule, learningRateAt } from './learning-rate.js'
import type { Optimiser } from './optimiser.js'
import { requireOptions } from './require-options.js'

/** A loss over samples: a plan with parameters, and the data that its inputs take. */
export interface Objective {
  /** Has an output `loss`, a sum over the batch: a vector of length 1. All objectives of a run have parameter buffers of one layout. */
  readonly plan: Plan
  /** By input name, sample behind sample. */
  readonly inputs: Readonly<Record<string, FloatArray>>
  readonly count: number
}

/** What {@link minimise} needs. */
export interface MinimiseOptions {
  /** What is minimised: the mean of these losses per sample, such as one for every grid size. */
  readonly objectives: readonly Objective[]
  /** Parameters to start from. */
  readonly initial: Float64Array
  /** Passes over all samples. */
  readonly epochs: number
  /** Samples in a step. Default 32. */
  readonly batch?: number
  /** Default 0.001. */
  readonly learningRate?: number
  /** Default `cosine`. */
  readonly schedule?: LearningRateSchedule
  /** Default {@link adam}. */
  readonly optimiser?: Optimiser
  /** Of the order of the samples. Default 0. */
  readonly seed?: number
  /** Default: a `wasm` backend made for this call. */
  readonly backend?: Backend
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: { readonly epoch: number; readonly loss: number }) => void
}

/** What {@link minimise} found. */
export interface MinimiseResult {
  readonly parameters: Float64Array
  /** Mean loss per sample in every epoch. */
  readonly history: readonly number[]
}

/**
 * Minimises any loss that a plan computes, by stochastic gradients on the plan's own parameters: no targets, no parametrisation. A network that
 * learns from the residual of its equation is trained so; for denoising networks there is {@link train}.
 *
 * @throws DivergenceError `TRAINING_DIVERGED` when a loss or gradient is not finite; ParameterError `TRAINING_OPTION`
 */
export async function minimise(options: MinimiseOptions): Promise<MinimiseResult> {
  requireOptions('minimise', options, ['objectives', 'initial'])
  checkObjectives(options)
  const backend = options.backend ?? (await createBackend())
  requireBackend(backend)
  const programs: Program[] = []
  try {
    for (const { plan } of options.objectives) {
      programs.push(await backend.compile(reverse(plan, { loss: 'loss' })))
    }
    return await descend(options, programs)
  } finally {
    for (const program of programs) program.dispose()
    if (options.backend === undefined) backend.dispose()
  }
}

async function descend(options: MinimiseOptions, programs: readonly Program[]): Promise<MinimiseResult> {
  const { objectives, epochs, learningRate = 1e-3, schedule = 'cosine', optimiser = adam(), signal } = options
  const parameters = options.initial.slice()
  const memory = new Float64Array(optimiser.stateLength(parameters.length))
  const samples = objectives.reduce((sum, { count }) => sum + count, 0)
  const history: number[] = []
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = learningRateAt(schedule, learningRate, epoch, epochs)
    let loss = 0
    for (const { objective, chosen } of stepsOf(options, epoch)) {
      signal?.throwIfAborted()
      const found = await evaluate(programs[objective]!, objectives[objective]!, chosen, parameters)
      if (!Number.isFinite(found.loss) || !found.gradient.every(Number.isFinite)) throw diverged(epoch + 1, found.loss)
      optimiser.step(
        parameters,
        found.gradient.map((value) => value / chosen.length),
        memory,
        rate,
      )
      loss += found.loss
    }
    history.push(loss / samples)
    options.onProgress?.({ epoch: epoch + 1, loss: loss / samples })
  }
  return { parameters, history }
}

interface Step {
  readonly objective: number
  readonly chosen: Uint32Array
}

/** The batches of an epoch: those of all objectives in turns. */
function stepsOf({ objectives, batch = 32, seed = 0 }: MinimiseOptions, epoch: number): Step[] {
  const own = objectives.map(({ count }) => batches({ count, batchSize: batch, seed, epoch }))
  const longest = Math.max(...own.map(({ length }) => length))
  const steps: Step[] = []
  for (let k = 0; k < longest; k++) {
    own.forEach((each, objective) => {
      if (k < each.length) steps.push({ objective, chosen: each[k]! })
    })
  }
  return steps
}

async function evaluate(
  program: Program,
  { plan, inputs, count }: Objective,
  chosen: Uint32Array,
  parameters: Float64Array,
): Promise<{ loss: number; gradient: Float64Array }> {
  const single = plan.dtype === 'float32'
  const picked: Record<string, FloatArray> = {}
  for (const [name, values] of Object.entries(inputs)) {
    const size = values.length / count
    const data = single ? new Float32Array(chosen.length * size) : new Float64Array(chosen.length * size)
    chosen.forEach((sample, k) => {
      data.set(values.subarray(sample * size, (sample + 1) * size), k * size)
    })
    picked[name] = data
  }
  const rounded = single ? Float32Array.from(parameters) : parameters
  const request = { batch: chosen.length, inputs: picked, parameters: rounded, outputs: ['loss', 'gradient'] }
  const { loss, gradient } = await program.run(request)
  return { loss: loss![0]!, gradient: gradient as Float64Array }
}

function checkObjectives({ objectives, initial, epochs }: MinimiseOptions): void {
  const require = (holds: boolean, name: string, given: unknown, allowed: string): void => {
    if (holds) return
    throw new ParameterError(`${name}: ${String(given)}: give ${allowed}`, { code: 'TRAINING_OPTION', given, allowed })
  }
  require(objectives.length > 0, 'objectives', 'none', 'at least one')
  require(Number.isInteger(epochs) && epochs >= 1, 'epochs', epochs, 'a whole number, at least 1')
  for (const { plan, inputs, count } of objectives) {
    const { parameterLength } = plan
    require(parameterLength ===
      initial.length, 'initial', `${initial.length} numbers`, `${parameterLength}, as the plan has`)
    require(Number.isInteger(count) && count >= 1, 'count', count, 'a whole number, at least 1')
    const isWhole = Object.values(inputs).every(({ length }) => length > 0 && length % count === 0)
    require(isWhole, 'inputs', 'data of other lengths', `${count} samples behind each other for every input`)
  }
}

function diverged(epoch: number, loss: number): DivergenceError {
  return new DivergenceError(`training diverged in epoch ${epoch}: loss ${loss}`, {
    code: 'TRAINING_DIVERGED',
    given: { epoch, loss },
    allowed: 'finite losses and gradients',
    hint: 'lower the learning rate or start from smaller parameters',
  })
}
