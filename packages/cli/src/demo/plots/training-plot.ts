import * as Plot from '@observablehq/plot'
import { decibels } from '../../output/number-text.js'
import type { TrainPart } from '../parts/train-part.js'
import { colours, edgeLabels, figure } from './figure.js'

const height = 300
const epochTicks = [0, 1, 3, 10, 20, 40, 80, 160]

/** PSNR on the validation signals over the epochs, with levels for the noisy signals and the network before and after. */
export function trainingPlot({ history, validation }: Pick<TrainPart, 'history' | 'validation'>): string {
  const last = history.at(-1)!.epoch
  const points = [{ epoch: 0, psnr: validation.before }, ...history]
  const levels = [
    { name: 'noisy', psnr: validation.noisy, colour: colours.muted },
    { name: 'before', psnr: validation.before, colour: colours.second },
    { name: 'after', psnr: validation.after, colour: colours.first },
  ]
  const all = [...points, ...levels].map(({ psnr }) => psnr)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const margin = 0.08 * (high - low)
  return figure({
    title: `PSNR on the validation signals over ${last} epochs`,
    width: 480,
    height,
    marginLeft: 40,
    marginRight: 116,
    marginBottom: 40,
    marginTop: 30,
    // Most is learned in the first epochs: they get the room.
    x: {
      type: 'sqrt',
      label: 'epoch (square root scale)',
      domain: [0, last],
      ticks: epochTicks.filter((tick) => tick <= last),
      tickFormat: 'd',
      labelAnchor: 'center',
      labelArrow: 'none',
    },
    y: { label: 'PSNR / dB', domain: [low - margin, high + margin], ticks: 6, labelArrow: 'none' },
    marks: [
      Plot.gridY({ stroke: colours.rule, strokeOpacity: 1 }),
      ...levels.map(({ psnr, colour }) => Plot.ruleY([psnr], { stroke: colour, strokeDasharray: '5 4' })),
      Plot.line(points, { x: 'epoch', y: 'psnr', stroke: colours.first, strokeWidth: 2 }),
      ...edgeLabels(
        levels.map(({ name, psnr, colour }) => ({ text: `${name} ${decibels(psnr)}`, y: psnr, colour })),
        last,
        (16 / (height - 70)) * (high - low + 2 * margin),
      ),
    ],
  })
}
