import { certificateRows } from '../output/certificate-rows.js'
import { decibels, numberText } from '../output/number-text.js'
import { table } from '../output/table.js'
import type { DenoisingFigures } from './denoised.js'

/** What was denoised and how, for people. */
export function describeDenoising(
  { scheme, activation, parameters, tau, steps, noiseEstimate, psnr, certificate, backend, seconds }: DenoisingFigures,
  shape: Readonly<Record<string, number>>,
  output: string,
): string[] {
  const sizes = Object.entries(shape).map(([name, size]) => `${name} ${size}`)
  return [
    ...table([
      ['input', sizes.join(', ')],
      ...(noiseEstimate === null ? [] : [['noise', `standard deviation about ${numberText(noiseEstimate)}`]]),
      ['scheme', scheme],
      ['activation', activation],
      ['parameters', valuesText(parameters)],
      ...(tau === null ? [] : [['tau', numberText(tau)]]),
      ['steps', String(steps)],
      ...(psnr === null ? [] : [['PSNR', `${decibels(psnr.noisy)} → ${decibels(psnr.denoised)}`]]),
      ...certificateRows(certificate),
      ['backend', backend],
      ['time', `${numberText(seconds)} s`],
    ]),
    '',
    `written: ${output}`,
  ]
}

function valuesText(parameters: Readonly<Record<string, number | readonly number[]>>): string {
  const parts = Object.entries(parameters).map(
    ([name, value]) => `${name} = ${[value].flat().map(numberText).join(' ')}`,
  )
  return parts.length > 0 ? parts.join(', ') : 'none'
}
