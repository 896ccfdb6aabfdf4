import type { Image } from '@numeural/core'
import type { Signals } from '@numeural/datasets'
import type { Certificate } from '@numeural/schemes'

/** What was found, for an image or for signals; the keys of the JSON but for the output. */
export interface Denoised<Data extends Image | Signals> {
  readonly result: Data
  readonly figures: DenoisingFigures
}

/** The document of `numeural denoise --json`, but for the file. */
export interface DenoisingFigures {
  readonly scheme: string
  readonly activation: string
  readonly parameters: Readonly<Record<string, number | readonly number[]>>
  /** null: the blocks of the model have step sizes of their own. */
  readonly tau: number | null
  readonly steps: number
  /** null: nothing was estimated. */
  readonly noiseEstimate: number | null
  readonly psnr: { readonly noisy: number; readonly denoised: number } | null
  readonly certificate: Certificate
  readonly backend: string
  readonly seconds: number
}
