import type { Model } from '@numeural/schemes'

/** A model, how often to apply it, and the numbers that led to it. */
export interface RepeatedModel {
  readonly model: Model
  /** How often the network is applied. */
  readonly repeats: number
  /** Steps of the scheme in one application. */
  readonly stepsPerRepeat: number
  readonly scheme: string
  readonly activation: string
  readonly parameters: Readonly<Record<string, number>>
}
