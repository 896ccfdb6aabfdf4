import type { Rectangle } from '@numeural/datasets'
import type { ClassicalSettings } from './parts/classical-baseline.js'

/** How large the demonstration is: what {@link demoSettings} holds unless a caller makes it smaller. */
export interface DemoSettings {
  readonly training: {
    /** Pairs of piecewise linear signals (C21 sec. 7.1.1). */
    readonly pairs: { readonly train: number; readonly validation: number; readonly test: number }
    /** Standard deviation of the noise on the signals, in grey values. */
    readonly noise: number
    readonly blocks: number
    readonly kernelWidth: number
    readonly epochs: number
    readonly batch: number
    readonly learningRate: number
    /** The diffusion that the network is compared with. */
    readonly classical: ClassicalSettings
  }
  /** Part of the photograph to work on; null for all of it. */
  readonly crop: Rectangle | null
  /** Places, within the crop, that the report shows enlarged; all of one size. */
  readonly details: readonly { readonly title: string; readonly place: Rectangle }[]
  /** Standard deviation of the noise on the photograph, in grey values. */
  readonly noise: number
  readonly inpainting: {
    /** Share of the pixels that are known. */
    readonly density: number
    /**
     * Contrast of the diffusivity in grey values per pixel, and standard deviation of the smoothing in pixels (C21 sec.
     * 7.2).
     */
    readonly lambda: number
    readonly sigma: number
    /**
     * Relative residual of the nonlinear equation at which the iteration ends.
     * Stricter than the default of `inpaint`, 1e-3, at which the picture has settled:
     * the plot is to show that the residual goes on falling.
     */
    readonly tolerance: number
  }
}

/** The demonstration as `numeural demo` runs it. */
export const demoSettings: DemoSettings = {
  training: {
    pairs: { train: 4000, validation: 1000, test: 1000 },
    noise: 10,
    blocks: 7,
    kernelWidth: 3,
    epochs: 80,
    batch: 200,
    learningRate: 0.02,
    // The largest stable step, and of the contrasts 10, 12, 15, 20 and 25 the best on the test signals themselves:
    // all in its favour.
    classical: { tau: 0.5, lambda: 15 },
  },
  crop: null,
  details: [
    { title: 'boatman', place: { x: 336, y: 632, width: 160, height: 112 } },
    { title: 'stern of the ship', place: { x: 606, y: 424, width: 160, height: 112 } },
  ],
  noise: 25,
  inpainting: { density: 0.2, lambda: 0.93, sigma: 0.97, tolerance: 3e-4 },
}
