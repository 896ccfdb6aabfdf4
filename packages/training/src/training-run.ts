import { type Backend, type Program, psnrOf, sizeOf } from '@numeural/core'
import { batches } from '@numeural/datasets'
import type { Evaluation } from '@numeural/schemes'
import { divergence, firstNonFiniteBlock } from './diagnose.js'
import { effectiveIn } from './effective-in.js'
import { learningRateAt } from './learning-rate.js'
import { lossPlan, trainingPlan } from './loss-plan.js'
import type { TrainSettings } from './settings.js'
import { type Smoothness, smoothnessOf } from './smoothness.js'
import type { TrainingState } from './training-state.js'

/**
 * The compiled plans and the arrays of one training run. Everything that a step writes numbers into is made once: no step makes an array of
 * floating-point numbers, which a test counts.
 */
export class TrainingRun {
  readonly #settings: TrainSettings
  readonly #backend: Backend
  readonly #training: Program
  readonly #validation: Program
  readonly #noisy: Float32Array
  readonly #clean: Float32Array
  readonly #parameters: Float32Array
  readonly #evaluation: Evaluation
  readonly #smoothness: Smoothness
  readonly #outputs: { readonly loss: Float64Array; readonly gradient: Float64Array }

  private constructor(settings: TrainSettings, backend: Backend, training: Program, validation: Program) {
    const { network, batch, training: pairs } = settings
    const length = Math.min(batch, pairs.noisy.count) * sizeOf(pairs.noisy.shape)
    this.#settings = settings
    this.#backend = backend
    this.#training = training
    this.#validation = validation
    this.#noisy = new Float32Array(length)
    this.#clean = new Float32Array(length)
    this.#parameters = new Float32Array(network.parametrisation.effectiveLength)
    this.#evaluation = network.parametrisation.evaluation()
    this.#smoothness = smoothnessOf(network)
    this.#outputs = { loss: new Float64Array(1), gradient: new Float64Array(training.plan.parameterLength) }
  }

  /** Compiles the training and the validation plan. */
  static async start(backend: Backend, settings: TrainSettings): Promise<TrainingRun> {
    const { network, training, validation } = settings
    return new TrainingRun(
      settings,
      backend,
      await backend.compile(trainingPlan(network, training.noisy.shape)),
      await backend.compile(lossPlan(network, validation.noisy.shape)),
    )
  }

  /** One pass over the training data and a validation; changes the state only at the end. */
  async epoch(state: TrainingState): Promise<void> {
    const { training, batch, epochs, schedule, learningRate, seed, signal } = this.#settings
    const raw = state.raw.slice()
    const memory = state.optimiser.slice()
    const rate = learningRateAt(schedule, learningRate, state.epoch, epochs)
    let loss = 0
    for (const chosen of batches({ count: training.noisy.count, batchSize: batch, seed, epoch: state.epoch })) {
      signal?.throwIfAborted()
      loss += await this.#step(raw, memory, rate, chosen, state.epoch + 1)
    }
    const psnr = await this.validate(raw, state.epoch + 1)
    state.raw = raw
    state.optimiser = memory
    state.epoch += 1
    state.history.push({ epoch: state.epoch, loss: loss / training.clean.data.length, psnr })
    if (psnr > state.bestPsnr) {
      state.best = raw.slice()
      state.bestEpoch = state.epoch
      state.bestPsnr = psnr
    }
  }

  /** PSNR in dB on the validation data after an epoch (0: before training). */
  async validate(raw: Float64Array, epoch: number): Promise<number> {
    const { network, validation } = this.#settings
    const { loss } = await this.#validation.run({
      batch: validation.noisy.count,
      inputs: { noisy: validation.noisy.data, clean: validation.clean.data },
      parameters: this.#rounded(effectiveIn(epoch, network.parametrisation, this.#evaluation, raw)),
    })
    if (!Number.isFinite(loss![0]!)) {
      throw divergence(
        epoch,
        loss![0]!,
        await firstNonFiniteBlock(this.#backend, network, this.#parameters, validation.noisy),
      )
    }
    return psnrOf(loss![0]! / validation.clean.data.length)
  }

  dispose(): void {
    this.#training.dispose()
    this.#validation.dispose()
  }

  /** One optimiser step on the given signals, in place; returns their sum of squared errors. */
  async #step(
    raw: Float64Array,
    memory: Float64Array,
    rate: number,
    chosen: Uint32Array,
    epoch: number,
  ): Promise<number> {
    const { network, training, optimiser, smoothness } = this.#settings
    const { noisy, clean } = training
    const size = sizeOf(noisy.shape)
    for (let i = 0; i < chosen.length; i++) {
      const from = chosen[i]! * size
      this.#noisy.set(noisy.data.subarray(from, from + size), i * size)
      this.#clean.set(clean.data.subarray(from, from + size), i * size)
    }
    const length = chosen.length * size
    const inputs = { noisy: this.#noisy.subarray(0, length), clean: this.#clean.subarray(0, length) }
    const effective = effectiveIn(epoch, network.parametrisation, this.#evaluation, raw)
    const parameters = this.#rounded(effective)
    await this.#training.run({
      batch: chosen.length,
      inputs,
      parameters,
      outputs: ['loss', 'gradient'],
      into: this.#outputs,
    })
    const { loss, gradient } = this.#outputs
    if (!Number.isFinite(loss[0]!) || !gradient.every(Number.isFinite)) {
      const signals = { data: inputs.noisy, count: chosen.length, shape: noisy.shape }
      throw divergence(epoch, loss[0]!, await firstNonFiniteBlock(this.#backend, network, parameters, signals))
    }
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= length
    if (smoothness > 0) this.#smoothness.addGradient(effective, smoothness, gradient)
    optimiser.step(raw, this.#evaluation.pull(gradient), memory, rate)
    return loss[0]!
  }

  /** The effective parameters, rounded once to what the plan computes with. */
  #rounded(effective: Float64Array): Float32Array {
    this.#parameters.set(effective)
    return this.#parameters
  }
}
