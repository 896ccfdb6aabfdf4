import type { PlanBuilder } from '../../builder/plan-builder.js'
import type { Signal, Vector } from '../../values/value.js'

/** A small plan that shows one thing; its outputs are compared, and its gradients if it has an output `loss`. */
export interface PlanCase {
  readonly name: string
  readonly batch: number
  /** Adds the plan's operations and outputs. */
  readonly build: (builder: PlanBuilder) => void
  /** Data by input name; random numbers from [−2, 2] for those not named. */
  readonly data?: Readonly<Record<string, readonly number[]>>
  /** Runs in a row, for plans with states. Default 1. */
  readonly runs?: number
}

/**
 * Hands a signal out and makes its inner product with fixed weights (another input) the loss,
 * so that every value counts differently.
 */
export function weighted(builder: PlanBuilder, result: Signal, name = 'result'): void {
  builder.output(name, result)
  builder.output('loss', builder.dot(result, builder.input('weights', result.shape)))
}

/** Hands a vector out and makes the sum of a signal scaled by each of its elements the loss. */
export function weightedVector(builder: PlanBuilder, result: Vector): void {
  builder.output('result', result)
  const weights = builder.input('weights', { channels: result.length, height: 1, width: 2 })
  builder.output('loss', builder.sum(builder.map('w*v', { w: weights, v: result })))
}
