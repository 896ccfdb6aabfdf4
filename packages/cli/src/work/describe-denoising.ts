import type { DenoiseResult } from '@numeural/denoising'
import { certificateRows } from '../output/certificate-rows.js'
import { decibels, numberText, parametersText } from '../output/number-text.js'
import { table } from '../output/table.js'

const origins: Readonly<Record<NonNullable<DenoiseResult['rule']>, string>> = {
  fitted: 'the rule of this nonlinearity',
  borrowed: 'the rule of perona-malik',
  tuned: 'least estimated error',
}

/** What was denoised and how, for people. */
export function describeDenoising(
  report: DenoiseResult,
  shape: Readonly<Record<string, number>>,
  output: string,
): string[] {
  const { scheme, activation, parameters, tau, steps, time, noiseEstimate, psnr, certificate } = report
  const { backend, dtype, seconds } = report
  const sizes = Object.entries(shape).map(([name, size]) => `${name} ${size}`)
  return [
    ...table([
      ['input', sizes.join(', ')],
      ['noise', `standard deviation about ${numberText(noiseEstimate)}`],
      ['scheme', scheme],
      ['activation', activation],
      ['parameters', parametersText(parameters)],
      ['tau', numberText(tau)],
      ['steps', String(steps)],
      ...(time === null ? [] : [['diffusion time', numberText(time)]]),
      ...(report.rule === null ? [] : [['chosen by', origins[report.rule]]]),
      ...(psnr === null ? [] : [['PSNR', `${decibels(psnr.noisy)} → ${decibels(psnr.denoised)}`]]),
      ...certificateRows(certificate),
      ['backend', `${backend}, ${dtype}`],
      ['time', `${numberText(seconds)} s`],
    ]),
    '',
    `written: ${output}`,
  ]
}
