import type { Model } from '@numeural/schemes'

/** What a model directory holds: a network with its weights, and how it came to be. */
export interface SavedModel extends Model {
  readonly record: ModelRecord
}

/** What a model was trained on and how it did, as plain JSON. */
export interface ModelRecord {
  /** The data: kind and the options that make it again. */
  readonly data: Readonly<Record<string, string | number | boolean>>
  /** Options of the training run. */
  readonly training: Readonly<Record<string, string | number | boolean | null>>
  /** Figures at the end: PSNR in dB, losses, … */
  readonly figures: Readonly<Record<string, number>>
}
