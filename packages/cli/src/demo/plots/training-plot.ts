import * as Plot from '@observablehq/plot'
import { decibels } from '../../output/number-text.js'
import type { TrainPart } from '../parts/train-part.js'
import { colours, edgeLabels, figure } from './figure.js'

const height = 300
const epochTicks = [1, 2, 5, 10, 20, 40, 80, 160]

/**
 * PSNR on the validation signals over the epochs, with the levels of classical diffusion and of the best epoch.
 * The network before the training and the noisy signals lie far below:
 * with them on the axis all that is learned after the first epoch would be a flat line.
 */
export function trainingPlot({ history, validation }: Pick<TrainPart, 'history' | 'validation'>): string {
  const last = history.at(-1)!.epoch
  const levels = [
    { name: 'classical', psnr: validation.classical, colour: colours.second },
    { name: 'best', psnr: validation.after, colour: colours.first },
  ]
  const all = [...history, ...levels].map(({ psnr }) => psnr)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const margin = 0.08 * (high - low)
  return figure({
    title: `PSNR on the validation signals over ${last} epochs`,
    width: 480,
    height,
    marginLeft: 40,
    marginRight: 140,
    marginBottom: 40,
    marginTop: 30,
    // Most is learned in the first epochs: they get the room.
    x: {
      type: 'log',
      base: 2, // with base 10, D3 leaves the label of 80 out
      label: 'epoch (logarithmic scale)',
      domain: [1, Math.max(last, 2)],
      ticks: epochTicks.filter((tick) => tick <= last),
      tickFormat: 'd',
      labelAnchor: 'center',
      labelArrow: 'none',
    },
    y: { label: 'PSNR / dB', domain: [low - margin, high + margin], ticks: 6, labelArrow: 'none' },
    marks: [
      Plot.gridY({ stroke: colours.rule, strokeOpacity: 1 }),
      ...levels.map(({ psnr, colour }) => Plot.ruleY([psnr], { stroke: colour, strokeDasharray: '5 4' })),
      Plot.line(history, { x: 'epoch', y: 'psnr', stroke: colours.first, strokeWidth: 2 }),
      ...edgeLabels(
        levels.map(({ name, psnr, colour }) => ({ text: `${name} ${decibels(psnr)}`, y: psnr, colour })),
        Math.max(last, 2),
        (16 / (height - 70)) * (high - low + 2 * margin),
      ),
    ],
  })
}
