import type { DictionaryEntry } from '@numeural/activations'
import type { BackendInfo, Image } from '@numeural/core'
import type { DenoisePart } from './parts/denoise-part.js'
import type { InpaintPart } from './parts/inpaint-part.js'
import type { TrainPart } from './parts/train-part.js'
import type { DemoSettings } from './settings.js'

/** Everything that the demonstration computed: what figures and report are made from. */
export interface DemoRun {
  readonly settings: DemoSettings
  readonly seed: number
  readonly backend: BackendInfo
  readonly versions: { readonly numeural: string; readonly node: string; readonly platform: string }
  /** The photograph, grey. */
  readonly image: Image
  readonly training: TrainPart
  /** What the dictionary says about the trained activation. */
  readonly activation: DictionaryEntry
  readonly denoising: DenoisePart
  readonly inpainting: InpaintPart
  readonly seconds: number
}
