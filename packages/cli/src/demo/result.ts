import type { DemoRun } from './run.js'

/** The document of `numeural demo --json`, also kept as `result.json` beside the report. */
export interface DemoResult {
  /** Absolute path of the report. */
  readonly report: string
  readonly train: Readonly<Record<string, unknown>> & {
    readonly psnr: DemoRun['training']['psnr']
    readonly epochs: number
  }
  readonly denoise: Readonly<Record<string, unknown>> & {
    readonly psnr: { readonly noisy: number; readonly denoised: number }
    readonly certificate: DemoRun['denoising']['result']['certificate']
  }
  readonly inpaint: Readonly<Record<string, unknown>> & {
    readonly psnr: number
    readonly psnrHomogeneous: number
    readonly mask: { readonly known: number; readonly density: number }
    readonly residual: { readonly initial: number; readonly final: number }
  }
  readonly backend: string
  readonly seed: number
  readonly versions: DemoRun['versions']
  readonly seconds: number
}

/** The figures of a run, without images and figures. */
export function demoResult(run: DemoRun, report: string, model: string): DemoResult {
  const { training, denoising, inpainting, settings, backend, seed, versions, seconds } = run
  const { image: _denoised, ...denoised } = denoising.result
  const { eed, homogeneous } = inpainting
  return {
    report,
    train: {
      model,
      psnr: training.psnr,
      epochs: training.epochs,
      bestEpoch: training.bestEpoch,
      loss: training.loss,
      parameters: training.parameters,
      history: training.history,
      certificate: training.certificate,
      seconds: training.seconds,
    },
    denoise: { ...denoised, noise: settings.noise, psnr: denoised.psnr!, seconds: denoising.seconds },
    inpaint: {
      psnr: eed.psnr!,
      psnrHomogeneous: homogeneous.psnr!,
      mask: eed.mask,
      parameters: eed.parameters,
      iterations: eed.iterations,
      residual: eed.residual,
      stopped: eed.stopped,
      history: eed.history,
      seconds: inpainting.seconds,
    },
    backend: backend.name,
    seed,
    versions,
    seconds,
  }
}
