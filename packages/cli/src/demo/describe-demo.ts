import { pathToFileURL } from 'node:url'
import { decibels, numberText } from '../output/number-text.js'
import { table } from '../output/table.js'
import { demoCommands } from './commands.js'
import type { DemoResult } from './result.js'

/** What the demonstration tells people on the terminal: the figures, where the report is, and how to go on. */
export function describeDemo({ report, train, denoise, inpaint, backend, seconds }: DemoResult): string[] {
  const { stable } = denoise.certificate
  return [
    ...table([
      [
        'training',
        `${decibels(train.psnr.noisy)} → ${decibels(train.psnr.after)} on test signals, ${train.epochs} epochs`,
      ],
      [
        'denoising',
        `${decibels(denoise.psnr.noisy)} → ${decibels(denoise.psnr.denoised)}, certified ${stable ? 'stable' : 'not stable'}`,
      ],
      [
        'inpainting',
        `${decibels(inpaint.psnr)} by EED, ${decibels(inpaint.psnrHomogeneous)} by homogeneous diffusion, relative residual ${inpaint.residual.final.toExponential(1)}`,
      ],
      ['backend', backend],
      ['time', `${numberText(Math.round(10 * seconds) / 10)} s`],
    ]),
    '',
    `The report: ${pathToFileURL(report).href}`,
    ...demoCommands.flatMap(({ purpose, command }) => ['', `${purpose}:`, `  ${command}`]),
  ]
}
