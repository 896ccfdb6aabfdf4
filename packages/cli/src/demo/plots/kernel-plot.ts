import * as Plot from '@observablehq/plot'
import { fixed, short } from '../report/numbers.js'
import { colours, figure } from './figure.js'

interface Stem {
  readonly offset: number
  readonly value: number
}

/** The numbers of a one-dimensional kernel as stems over their offsets. */
export function kernelPlot(kernel: readonly number[]): string {
  const centre = Math.floor((kernel.length - 1) / 2)
  const stems: Stem[] = kernel.map((value, index) => ({ offset: index - centre, value }))
  const high = Math.max(...kernel, 0)
  const low = Math.min(...kernel, 0)
  const margin = 0.22 * (high - low)
  return figure({
    title: `The trained kernel: ${kernel.map(short).join(', ')}`,
    width: 300,
    height: 200,
    marginLeft: 46,
    marginRight: 12,
    marginBottom: 36,
    marginTop: 14,
    x: {
      label: null,
      ticks: stems.map(({ offset }) => offset),
      tickFormat: 'd',
      domain: [-centre - 0.6, kernel.length - centre - 0.4],
    },
    y: { label: null, ticks: 4, domain: [low - margin, high + margin] },
    marks: [
      Plot.ruleY([0], { stroke: colours.rule }),
      Plot.ruleX(stems, { x: 'offset', y1: 0, y2: 'value', stroke: colours.first, strokeWidth: 2 }),
      Plot.dot(stems, { x: 'offset', y: 'value', fill: colours.first, r: 4 }),
      Plot.text(stems, {
        x: 'offset',
        y: ({ value }: Stem) => value + Math.sign(value) * 0.6 * margin,
        text: ({ value }: Stem) => fixed(value, 3),
      }),
    ],
  })
}
