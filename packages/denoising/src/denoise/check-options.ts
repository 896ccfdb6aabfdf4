import { requireNonlinearity } from '@numeural/activations'
import { refused, requireKind, requireKnown, requireNumber, requireOneOf, requireWhole } from '@numeural/errors'
import { requireModel, requireScheme } from '@numeural/schemes'
import type { DenoiseOptions } from './options.js'

const code = 'DENOISE_OPTION'

/** More steps than any sensible diffusion time needs; a limit for hostile options. */
export const mostSteps = 1_000_000

const known = {
  scheme: true,
  activation: true,
  parameters: true,
  steps: true,
  time: true,
  tau: true,
  norm: true,
  noiseLevel: true,
  strength: true,
  tune: true,
  model: true,
  reference: true,
  backend: true,
  dtype: true,
  signal: true,
  onProgress: true,
} satisfies Record<keyof DenoiseOptions, true>

/**
 * Refuses options of `denoise` that are unknown or wrong for themselves.
 *
 * @throws ParameterError `DENOISE_OPTION`
 */
export function checkOptions(options: DenoiseOptions): void {
  const option = (name: string) => ({ owner: 'denoise', option: name, code })
  requireKnown({ owner: 'denoise', code }, options, known)
  const { scheme, activation, model, steps, time, tau, norm, noiseLevel, strength, tune, dtype, onProgress } = options
  if (scheme !== undefined) requireScheme(option('scheme'), scheme)
  if (activation !== undefined) requireNonlinearity(option('activation'), activation)
  if (model !== undefined) requireModel(option('model'), model)
  if (steps !== undefined && time !== undefined) {
    throw refused(option('steps'), steps, 'a number of steps or a time, not both', 'Leave steps or time out.')
  }
  if (steps !== undefined) requireWhole(option('steps'), steps, { most: mostSteps })
  if (time !== undefined) requireNumber(option('time'), time, { above: 0 })
  if (tau !== undefined && tau !== 'auto' && typeof tau !== 'number') {
    throw refused(option('tau'), tau, 'a finite number above 0, or auto')
  }
  if (norm !== undefined) requireOneOf(option('norm'), norm, ['rigorous', 'paper'])
  if (noiseLevel !== undefined) {
    requireNumber(option('noiseLevel'), noiseLevel, { least: 0 }, 'Leave it out to have it estimated.')
  }
  if (strength !== undefined) requireNumber(option('strength'), strength, { above: 0 })
  if (tune !== undefined) requireKind(option('tune'), tune, 'boolean')
  if (dtype !== undefined) requireOneOf(option('dtype'), dtype, ['float32', 'float64'])
  if (onProgress !== undefined) requireKind(option('onProgress'), onProgress, 'function')
}
