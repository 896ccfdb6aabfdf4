import * as Plot from '@observablehq/plot'
import { scientific } from '../report/numbers.js'
import { colours, figure } from './figure.js'

/** The relative residual of the nonlinear equation over the outer iterations, on a logarithmic scale. */
export function residualPlot(residuals: readonly number[], tolerance: number): string {
  const points = residuals.map((residual, iteration) => ({ iteration, residual }))
  const last = points.length - 1
  const decades = decadesAround([...residuals, tolerance])
  return figure({
    title: `Relative residual of the nonlinear equation over ${last} outer iterations`,
    width: 620,
    height: 310,
    marginLeft: 56,
    marginRight: 132,
    marginBottom: 44,
    marginTop: 30,
    x: {
      label: 'outer iteration',
      domain: [0, Math.max(last, 1)],
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks: Math.min(last, 10),
    },
    y: {
      type: 'log',
      label: 'relative residual',
      ticks: decades,
      tickFormat: scientific,
      labelArrow: 'none',
      nice: true,
    },
    marks: [
      Plot.gridY(decades, { stroke: colours.rule, strokeOpacity: 1 }),
      Plot.ruleY([tolerance], { stroke: colours.second, strokeDasharray: '5 4' }),
      Plot.line(points, { x: 'iteration', y: 'residual', stroke: colours.first, strokeWidth: 2 }),
      Plot.dot(points, { x: 'iteration', y: 'residual', fill: colours.first, r: 3 }),
      Plot.text([`tolerance ${scientific(tolerance)}`], {
        x: Math.max(last, 1),
        y: tolerance,
        textAnchor: 'start',
        dx: 8,
        fill: colours.second,
        fontWeight: 600,
      }),
    ],
  })
}

/** The powers of ten from the one below all values to the one above. */
function decadesAround(values: readonly number[]): number[] {
  const lowest = Math.floor(Math.log10(Math.min(...values)))
  const highest = Math.ceil(Math.log10(Math.max(...values)))
  return Array.from({ length: highest - lowest + 1 }, (_, i) => Number(`1e${lowest + i}`))
}
