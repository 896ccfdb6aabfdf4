import type { Image, Stopped } from '@numeural/core'
import type { InpaintingOperator, InpaintingSolver } from './options.js'
import type { HistoryEntry, Solution } from './solvers/solution.js'

/** What `inpaint` gives back; the keys of `numeural inpaint --json`, the image and the residual history. */
export interface InpaintResult {
  readonly shape: { readonly width: number; readonly height: number; readonly channels: number }
  /** Number of known pixels, and their fraction of all. */
  readonly mask: { readonly known: number; readonly density: number }
  readonly operator: InpaintingOperator
  readonly solver: InpaintingSolver
  /** Everything that steered the solver, defaults filled in. */
  readonly parameters: Readonly<Record<string, number | string>>
  /** Outer iterations (`eed` with `cg`), conjugate gradient iterations of all channels (`homogeneous` with `cg`), or cycles (`diffusion`). */
  readonly iterations: number
  /** Relative residuals of the nonlinear equation, see {@link Solution.residual}. */
  readonly residual: Solution['residual']
  readonly stopped: Stopped
  /** Against the reference, peak 255, in dB; null without a reference, Infinity where they agree. */
  readonly psnr: number | null
  /** Name of the backend that ran. */
  readonly backend: string
  /** Wall clock time of the solution. */
  readonly seconds: number
  /** The reconstruction; known pixels keep their values. */
  readonly image: Image
  /** Relative residual and inner iterations, the start first. */
  readonly history: readonly HistoryEntry[]
}
