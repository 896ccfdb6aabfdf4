import type { Network } from '@numeural/schemes'

/** A trained network: what a model directory holds. */
export interface Model {
  readonly network: Network
  /** Raw parameters; `network.parametrisation.effective(raw)` are those that plans and certificates read. */
  readonly raw: Float64Array
  /** What it was trained on and how it did, as plain JSON. */
  readonly record: ModelRecord
}

/** How a model came to be. */
export interface ModelRecord {
  /** The data: kind and the options that make it again. */
  readonly data: Readonly<Record<string, string | number | boolean>>
  /** Options of the training run. */
  readonly training: Readonly<Record<string, string | number | boolean | null>>
  /** Figures at the end: PSNR in dB, losses, … */
  readonly figures: Readonly<Record<string, number>>
}
