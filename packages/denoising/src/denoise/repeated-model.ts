import type { Model } from '@numeural/schemes'

/** A model, how often to apply it, and the numbers that led to it. */
export interface RepeatedModel {
  readonly model: Model
  /** How often the network is applied. */
  readonly repeats: number
  /** Steps of the scheme in one application. */
  readonly stepsPerRepeat: number
  /** Diffusion time of all steps; null for a trained model. */
  readonly time: number | null
  readonly scheme: string
  readonly activation: string
  readonly parameters: Readonly<Record<string, number>>
}
