import { contrastNames, type FaceName, faceNames, hasFace, type Nonlinearity, translate } from '@numeural/activations'
import * as Plot from '@observablehq/plot'
import { parametersText } from '../output/number-text.js'
import { svgDocument, svgText } from './svg-document.js'

const samples = 401

const titles: Readonly<Record<FaceName, string>> = {
  diffusivity: 'diffusivity g(r)',
  regulariser: 'regulariser Ψ(r)',
  shrinkage: 'shrinkage function S(r)',
  activation: 'activation Φ(r)',
}

interface Point {
  readonly face: string
  readonly r: number
  readonly value: number
}

/**
 * The faces of a nonlinearity beside each other, each on a scale of its own, as the text of an SVG (T20, Table 2).
 *
 * @param parameters Values of all parameters; with a contrast λ among them r runs over ±4λ, else over ±4.
 */
export async function facesPlot(
  nonlinearity: Nonlinearity,
  parameters: Readonly<Record<string, number>>,
  tau: number,
): Promise<string> {
  const [name] = contrastNames(nonlinearity.parameters)
  const contrast = name === undefined ? 1 : parameters[name]!
  const reach = 4 * contrast
  const document = svgDocument()
  const shown = faceNames.filter((face) => hasFace(nonlinearity, face))
  const figures = shown.map((face) => {
    const evaluate = translate(nonlinearity, face, { parameters, tau })
    const points: Point[] = Array.from({ length: samples }, (_, i) => {
      const r = reach * ((2 * i) / (samples - 1) - 1)
      return { face: titles[face], r, value: evaluate(r) }
    }).filter(({ value }) => Number.isFinite(value))
    return facePlot(points, titles[face], document)
  })
  const shownParameters = Object.keys(parameters).length === 0 ? '' : `: ${parametersText(parameters)}`
  return sideBySide(figures, `${nonlinearity.name}${shownParameters}`, document)
}

const width = 240
const height = 220
/** Of the line with the title. */
const titleHeight = 26

function facePlot(points: readonly Point[], title: string, document: Document): Element {
  return Plot.plot({
    document,
    width,
    height,
    marginTop: 34,
    marginLeft: 44,
    x: { label: 'r', ticks: 5 },
    y: { label: title, ticks: 5, nice: true },
    marks: [
      Plot.ruleX([0], { stroke: '#ccc' }),
      Plot.ruleY([0], { stroke: '#ccc' }),
      Plot.line(points, { x: 'r', y: 'value', stroke: '#1f6f8b', strokeWidth: 1.8 }),
    ],
  })
}

/** One SVG with the figures in a row below a title; as wide as the page that shows it. */
function sideBySide(figures: readonly Element[], title: string, document: Document): string {
  const total = width * figures.length
  const outer = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [name, value] of Object.entries({
    width: '100%',
    viewBox: `0 0 ${total} ${height + titleHeight}`,
    'font-family': 'system-ui, sans-serif',
    'font-size': 10,
  })) {
    outer.setAttribute(name, String(value))
  }
  const heading = document.createElementNS('http://www.w3.org/2000/svg', 'text')
  heading.setAttribute('x', '10')
  heading.setAttribute('y', '18')
  heading.setAttribute('font-size', '14')
  heading.textContent = title
  outer.append(heading)
  for (const [index, figure] of figures.entries()) {
    figure.setAttribute('x', String(index * width))
    figure.setAttribute('y', String(titleHeight))
    outer.append(figure)
  }
  return svgText(outer)
}
