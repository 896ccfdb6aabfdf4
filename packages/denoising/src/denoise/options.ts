import type { Nonlinearity } from '@numeural/activations'
import type { Certificate } from '@numeural/certificates'
import type { Backend, Dtype, Image, Signals } from '@numeural/core'
import type { Model, Scheme } from '@numeural/schemes'

/** Options of {@link denoise}; all have defaults. */
export interface DenoiseOptions<Data extends Image | Signals = Image | Signals> {
  /** Default `fsi`, in cycles that suit the diffusion time. */
  readonly scheme?: Scheme
  /** Default `peronaMalik`. */
  readonly activation?: Nonlinearity
  /** Parameters of the scheme and the nonlinearity. Contrasts (λ, θ) follow from the noise level unless given. */
  readonly parameters?: Readonly<Record<string, number>>
  /** Number of steps. Default: as many as `time` needs. */
  readonly steps?: number
  /** Diffusion time. Default: follows from the noise level. */
  readonly time?: number
  /**
   * Step size; `auto` is 0.9 of the certified bound, an error if nothing is proved (`TAU_NOT_CERTIFIED`).
   * Default `auto`.
   */
  readonly tau?: number | 'auto'
  /**
   * By which rule the norm of K bounds τ: `paper` is that of C21 sec. 3.3, which certifies nothing. Default `rigorous`.
   */
  readonly norm?: 'rigorous' | 'paper'
  /** Standard deviation of the noise. Default: estimated from the data. */
  readonly noiseLevel?: number
  /** Smooths as if the noise were so many times as strong as it is; above 0. Default 1. */
  readonly strength?: number
  /**
   * Whether contrasts and the diffusion time that are not given are searched, instead of taken from a rule: those of
   * least error, by Stein's unbiased estimate, which needs no truth. For nonlinearities that have no rule; about 20
   * times the work. Default false.
   */
  readonly tune?: boolean
  /** A trained network, used instead of all of the above. */
  readonly model?: Model
  /** The data without noise: the result then holds PSNR values. */
  readonly reference?: Data
  /** Default: a `wasm` backend of its own. */
  readonly backend?: Backend
  /**
   * Number type. Default `float32`; `float64`, where the backend has it, for implicit schemes, and for nonlinearities
   * whose bounds are proved there only.
   */
  readonly dtype?: Dtype
  /** Stops the work between two steps. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: DenoiseProgress) => void
}

/** How far {@link denoise} is. */
export interface DenoiseProgress {
  /** Without `tune` there is only `denoising`. */
  readonly phase: 'tuning' | 'denoising'
  readonly step: number
  readonly steps: number
}

/** What {@link denoise} did. */
export interface DenoiseResult {
  readonly scheme: string
  readonly activation: string
  /** All parameters but τ; of a model with weights of its own for every block, those of the first. */
  readonly parameters: Readonly<Record<string, number>>
  readonly tau: number
  readonly steps: number
  /** Diffusion time that the steps cover; null for a model. */
  readonly time: number | null
  /** Estimated standard deviation of the noise in the given data. */
  readonly noiseEstimate: number
  /**
   * Where contrasts and time are from, as far as they were not given: `fitted` by the rule of their nonlinearity,
   * `borrowed` from that of Perona–Malik for one without a rule, `tuned`; null if all were given.
   */
  readonly rule: 'fitted' | 'borrowed' | 'tuned' | null
  /** In dB, peak 255, over all channels; null without a reference. */
  readonly psnr: { readonly noisy: number; readonly denoised: number } | null
  /** Number type in which it ran. */
  readonly dtype: Dtype
  readonly certificate: Certificate
  /** What ran: the backend's name. */
  readonly backend: string
  readonly seconds: number
}
