import * as Plot from '@observablehq/plot'
import { colours, figure } from './figure.js'

const samples = 401

/**
 * One function of r as a small figure.
 *
 * @param reach r runs from −reach to reach
 * @param marks places on the r axis to point out, with their names
 */
export function facePlot(
  title: string,
  evaluate: (r: number) => number,
  reach: number,
  marks: readonly { readonly r: number; readonly name: string }[],
): string {
  const points = Array.from({ length: samples }, (_, i) => {
    const r = reach * ((2 * i) / (samples - 1) - 1)
    return { r, value: evaluate(r) }
  })
  return figure({
    title,
    width: 300,
    height: 200,
    marginLeft: 46,
    marginRight: 12,
    marginBottom: 36,
    marginTop: 14,
    x: { label: null, ticks: 5 },
    y: { label: null, ticks: 4, nice: true },
    marks: [
      Plot.ruleX([0], { stroke: colours.rule }),
      Plot.ruleY([0], { stroke: colours.rule }),
      Plot.ruleX(marks, { x: 'r', stroke: colours.second, strokeDasharray: '3 3' }),
      Plot.line(points, { x: 'r', y: 'value', stroke: colours.first, strokeWidth: 2 }),
      Plot.text(marks, { x: 'r', frameAnchor: 'top', dy: -11, text: 'name', fill: colours.second }),
    ],
  })
}
