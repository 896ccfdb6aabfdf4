/** λ = contrast · σ^contrastPower and T = time · σ^timePower. */
interface RuleConstants {
  readonly contrast: number
  readonly contrastPower: number
  readonly time: number
  readonly timePower: number
}

/**
 * Fitted by `experiments/denoise-rule`: one grid search over λ and T on the seven training photographs
 * (grey and in colour) and on piecewise linear signals, with noise of σ = 5 to 50;
 * the constants minimise the mean loss in dB, and a quarter of the largest, against the best λ and T of each.
 */
const constants = {
  line: { contrast: 3.69, contrastPower: 0.431, time: 1.49, timePower: 0.738 },
  grey: { contrast: 4.56, contrastPower: 0.519, time: 0.0343, timePower: 1.2 },
  colour: { contrast: 2.01, contrastPower: 0.646, time: 0.449, timePower: 0.837 },
} as const satisfies Record<string, RuleConstants>

/** What kind of data is denoised. */
export type RuleKind = keyof typeof constants

/** Below this the noise of a photograph is quantisation. */
const smallestNoise = 0.3

/** Contrast parameter λ and diffusion time T for a noise level, with Perona–Malik diffusion in mind. */
export function ruleFor(kind: RuleKind, noise: number): { contrast: number; time: number } {
  const { contrast, contrastPower, time, timePower } = constants[kind]
  const sigma = Math.max(noise, smallestNoise)
  return { contrast: contrast * sigma ** contrastPower, time: time * sigma ** timePower }
}
