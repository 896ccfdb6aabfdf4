import type { Image, IterationResult } from '@numeural/core'
import type { AccelerationReport, InpaintHistoryEntry } from './solvers/solver.js'

/**
 * What `inpaint` gives back; the keys of `numeural inpaint --json`, the image and the residual history.
 * Iterations are outer ones (nonlinear operators with `cg`), those of conjugate gradients of all channels (linear
 * ones), or cycles (`diffusion`). Residuals are relative: ‖(1 − c)A(u)u‖₂ divided by that of the image which is f on
 * known pixels and the mean of the known pixels elsewhere; all are 0 if that is a solution.
 */
export interface InpaintResult extends IterationResult<InpaintHistoryEntry> {
  readonly shape: { readonly width: number; readonly height: number; readonly channels: number }
  /** Number of known pixels, and their fraction of all. */
  readonly mask: { readonly known: number; readonly density: number }
  /** Name of the operator. */
  readonly operator: string
  /** Name of the solver. */
  readonly solver: string
  /** Everything that steered the solver, defaults filled in. */
  readonly parameters: Readonly<Record<string, number | string>>
  /** What acceleration did, where the solver has one. */
  readonly acceleration?: AccelerationReport
  /** Against the reference, peak 255, in dB; null without a reference, Infinity where they agree. */
  readonly psnr: number | null
  /** Name of the backend that ran. */
  readonly backend: string
  /** Wall clock time of the solution. */
  readonly seconds: number
  /** The reconstruction; known pixels keep their values. */
  readonly image: Image
}
