import type { Backend } from '@numeural/core'
import { batches } from '@numeural/datasets'
import { requireMemory } from '@numeural/errors'
import type { Evaluation, Network } from '@numeural/schemes'
import type { DescentSettings } from './descent-settings.js'
import { divergence } from './divergence.js'
import { effectiveIn } from './effective-in.js'
import { learningRateAt } from './learning-rate.js'
import type { Objectives } from './objective.js'
import { ObjectiveRun } from './objective-run.js'
import type { Regulariser } from './regulariser.js'
import type { TrainingState } from './training-state.js'

/** What a descent goes down on, and how. */
export interface DescentTask {
  readonly network: Network
  readonly data: Objectives
  readonly settings: DescentSettings
  readonly regulariser?: Regulariser | undefined
}

/** Arrays as long as the parameters that a run holds: of the state, of Adam, gradients, and what is in work. */
const arraysOfParameters = 12

/**
 * Stochastic gradient descent on the raw parameters of a network: epochs of steps, each followed by a validation. No
 * step makes an array of floating-point numbers.
 *
 * One step: raw → effective parameters (float64) → rounded once to the plan's numbers → plan → gradient (float64) → raw
 * gradient → optimiser.
 */
export class Descent {
  readonly #task: DescentTask
  readonly #training: readonly ObjectiveRun[]
  readonly #validation: readonly ObjectiveRun[]
  readonly #evaluation: Evaluation
  #isKept = false

  private constructor(task: DescentTask, training: readonly ObjectiveRun[], validation: readonly ObjectiveRun[]) {
    this.#task = task
    this.#training = training
    this.#validation = validation
    this.#evaluation = task.network.parametrisation.evaluation()
  }

  /** Compiles all objectives. */
  static async start(backend: Backend, task: DescentTask): Promise<Descent> {
    const { data, settings, network } = task
    requireMemory(
      `Training a network of ${network.parametrisation.rawLength} parameters`,
      arraysOfParameters * Float64Array.BYTES_PER_ELEMENT * network.parametrisation.rawLength,
      'Take fewer blocks, channels or layers, or smaller kernels.',
    )
    const training: ObjectiveRun[] = []
    const validation: ObjectiveRun[] = []
    for (const each of data.train) training.push(await ObjectiveRun.forSteps(backend, each, settings.batch))
    for (const each of data.validation ?? []) validation.push(await ObjectiveRun.forLoss(backend, each))
    return new Descent(task, training, validation)
  }

  /** Told when the run itself begins, after all trials: from then on what is reached is kept in a checkpoint. */
  begin(): void {
    this.#isKept = this.#task.settings.checkpoint !== undefined
  }

  /** One pass over the training data and a validation; changes the state only at the end. */
  async epoch(state: TrainingState): Promise<void> {
    const { epochs, schedule, learningRate, signal } = this.#task.settings
    const raw = state.raw.slice()
    const memory = state.optimiser.slice()
    const rate = learningRateAt(schedule, learningRate, state.epoch, epochs)
    let [sum, terms] = [0, 0]
    for (const { run, chosen } of this.#steps(state.epoch)) {
      signal?.throwIfAborted()
      sum += await this.#step(run, raw, memory, rate, chosen, state.epoch + 1)
      terms += chosen.length * termsOf(run)
    }
    const validation = await this.validate(raw, state.epoch + 1)
    state.raw = raw
    state.optimiser = memory
    state.epoch += 1
    state.history.push({ epoch: state.epoch, loss: sum / terms, validation })
    if (validation === null || state.bestLoss === null || validation < state.bestLoss) {
      state.best = raw.slice()
      state.bestEpoch = state.epoch
      state.bestLoss = validation
    }
  }

  /** Mean loss on the validation data after an epoch (0: before training); null if there are none. */
  async validate(raw: Float64Array, epoch: number): Promise<number | null> {
    if (this.#validation.length === 0) return null
    const effective = effectiveIn(epoch, this.#task.network.parametrisation, this.#evaluation, raw, this.#isKept)
    let [sum, terms] = [0, 0]
    for (const run of this.#validation) {
      const loss = await run.total(effective)
      if (!Number.isFinite(loss)) throw divergence(epoch, loss, await run.firstNonFiniteBlock(), this.#isKept)
      sum += loss
      terms += run.objective.count * termsOf(run)
    }
    return sum / terms
  }

  dispose(): void {
    for (const run of [...this.#training, ...this.#validation]) run.dispose()
  }

  /** One optimiser step on the chosen samples, in place; returns their summed loss. */
  async #step(
    run: ObjectiveRun,
    raw: Float64Array,
    memory: Float64Array,
    rate: number,
    chosen: Uint32Array,
    epoch: number,
  ): Promise<number> {
    const { network, regulariser, settings } = this.#task
    const effective = effectiveIn(epoch, network.parametrisation, this.#evaluation, raw, this.#isKept)
    const loss = await run.step(chosen, effective)
    const { gradient } = run
    if (!Number.isFinite(loss) || !gradient.every(Number.isFinite)) {
      throw divergence(epoch, loss, await run.firstNonFiniteBlock(chosen.length), this.#isKept)
    }
    const terms = chosen.length * termsOf(run)
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= terms
    regulariser?.addGradient(effective, gradient)
    settings.optimiser.step(raw, this.#evaluation.pull(gradient), memory, rate)
    return loss
  }

  /**
   * The batches of an epoch: those of all objectives in turns. Their order is a function of the seed and the epoch
   * alone.
   */
  #steps(epoch: number): { readonly run: ObjectiveRun; readonly chosen: Uint32Array }[] {
    const { batch, seed } = this.#task.settings
    const own = this.#training.map((run) => {
      const { count } = run.objective
      return batches({ count, batchSize: batch, seed, epoch }).map((chosen) => ({ run, chosen }))
    })
    const longest = Math.max(...own.map(({ length }) => length))
    return Array.from({ length: longest }, (_, k) => own.flatMap((each) => each.slice(k, k + 1))).flat()
  }
}

function termsOf({ objective: { terms = 1 } }: ObjectiveRun): number {
  return terms
}
