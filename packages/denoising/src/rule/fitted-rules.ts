/** λ/√channels and T for noise of the deviation σ of one channel, each as `[factor, power]` of factor·σ^power. */
export interface PowerLaws {
  /** Absent without a contrast. */
  readonly contrast?: readonly [factor: number, power: number]
  readonly time: readonly [factor: number, power: number]
}

/** The laws of one nonlinearity: one channel, or several whose noise is common or independent. */
export interface FittedRule {
  readonly signals: PowerLaws
  readonly signalsIndependent: PowerLaws
  readonly grey: PowerLaws
  readonly colourCommon: PowerLaws
  readonly colourIndependent: PowerLaws
}

/**
 * Written by `experiments/denoise-rule`: λ and T were searched on a grid for noise of σ = 5, 10, 20, 40 on parts of the
 * seven training photographs (grey; in colour with three channels of the same noise, and of independent noise) and on
 * 200 piecewise linear signals (of one channel, and of three with independent noise). The laws minimise the mean loss
 * in dB, and a quarter of the largest, against the best λ and T of each; σ is the estimated one. That of Perona–Malik
 * for independent noise was fitted to larger parts, of 640 × 448 pixels, and up to σ = 50.
 */
export const fittedRules = {
  constant: {
    signals: { time: [0.00642, 1.91] },
    signalsIndependent: { time: [0.0106, 1.91] },
    grey: { time: [0.00794, 1.32] },
    colourCommon: { time: [0.00794, 1.32] },
    colourIndependent: { time: [0.00794, 1.32] },
  },
  charbonnier: {
    signals: { contrast: [0.513, 0.606], time: [3.26, 0.575] },
    signalsIndependent: { contrast: [0.117, 1.01], time: [10.5, 0.256] },
    grey: { contrast: [0.834, 0.625], time: [0.115, 0.981] },
    colourCommon: { contrast: [2.18, 0.662], time: [0.057, 0.956] },
    colourIndependent: { contrast: [0.05, 1.53], time: [2.6, -0.00625] },
  },
  'truncated-tv': {
    signals: { contrast: [0.513, 0.606], time: [2.2, 0.575] },
    signalsIndependent: { contrast: [0.117, 1.01], time: [5.11, 0.381] },
    grey: { contrast: [0.213, 1.07], time: [0.334, 0.5] },
    colourCommon: { contrast: [0.546, 0.588], time: [0.171, 0.944] },
    colourIndependent: { contrast: [0.5, 0.613], time: [0.229, 0.8] },
  },
  'perona-malik-exponential': {
    signals: { contrast: [2.89, 0.737], time: [1.27, 0.756] },
    signalsIndependent: { contrast: [2.72, 0.606], time: [1.66, 0.756] },
    grey: { contrast: [2.43, 0.938], time: [0.0696, 0.762] },
    colourCommon: { contrast: [2.4, 1.02], time: [0.0981, 0.6] },
    colourIndependent: { contrast: [4.26, 0.638], time: [0.0532, 0.975] },
  },
  'truncated-bfb': {
    signals: { contrast: [2.52, 0.4], time: [1.18, 0.85] },
    signalsIndependent: { contrast: [1.26, 0.513], time: [2.52, 0.644] },
    grey: { contrast: [1.47, 0.869], time: [0.0655, 0.781] },
    colourCommon: { contrast: [1.9, 0.85], time: [0.063, 0.787] },
    colourIndependent: { contrast: [2.27, 0.656], time: [0.0599, 0.894] },
  },
  'truncated-quadratic': {
    signals: { contrast: [4.85, 0.75], time: [1.25, 0.762] },
    signalsIndependent: { contrast: [3.46, 0.769], time: [1.62, 0.762] },
    grey: { contrast: [2.22, 1.04], time: [0.0415, 0.856] },
    colourCommon: { contrast: [2.49, 1.09], time: [0.0484, 0.762] },
    colourIndependent: { contrast: [2.29, 0.95], time: [0.0893, 0.644] },
  },
  'perona-malik': {
    signals: { contrast: [3.81, 0.4], time: [1.63, 0.763] },
    signalsIndependent: { contrast: [1.58, 0.6], time: [3.32, 0.569] },
    grey: { contrast: [3.35, 0.625], time: [0.0627, 1.01] },
    colourCommon: { contrast: [1.89, 1], time: [0.137, 0.613] },
    colourIndependent: { contrast: [1.16, 0.646], time: [0.449, 0.837] },
  },
  relu: {
    signals: { time: [0.0141, 2.05] },
    signalsIndependent: { time: [0.0321, 1.83] },
    grey: { time: [0.00728, 1.66] },
    colourCommon: { time: [0.00728, 1.66] },
    colourIndependent: { time: [0.00728, 1.66] },
  },
} as const satisfies Record<string, FittedRule>
