import type { Backend } from '@numeural/core'

/** The parts of the demonstration, in their order. */
export type DemoPart = 'training' | 'denoising' | 'inpainting' | 'report'

/** Where the demonstration stands. */
export interface DemoProgress {
  readonly part: DemoPart
  readonly done: number
  readonly total: number
  /** Short text for people, such as a PSNR. */
  readonly detail: string
}

/** What a part is run with. */
export interface DemoContext {
  readonly seed: number
  readonly backend: Backend
  readonly signal: AbortSignal | undefined
  readonly report: (progress: DemoProgress) => void
}
