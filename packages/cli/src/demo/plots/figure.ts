import * as Plot from '@observablehq/plot'
import { svgDocument, svgText } from '../../plots/svg-document.js'

/** Colours of a figure's parts: blue and orange of one lightness, told apart by everyone, and in print. */
export const colours = {
  ink: '#1c1c1e',
  muted: '#6a6a70',
  rule: '#d9d9dd',
  first: '#1f66a8',
  second: '#b8520a',
} as const

/** Those of a reader's dark setting. */
const darkColours: Readonly<Record<keyof typeof colours, string>> = {
  ink: '#e6e6e3',
  muted: '#9c9ca3',
  rule: '#3a3c42',
  first: '#78b4ea',
  second: '#f0a15e',
}

// Plain colours stand in the drawing itself, as many viewers know no variables; the dark ones replace them by rule.
const darkRules = (Object.keys(colours) as (keyof typeof colours)[]).flatMap((name) =>
  ['stroke', 'fill'].map((part) => `  [${part}="${colours[name]}"] { ${part}: ${darkColours[name]}; }`),
)
const style = `
svg { color: ${colours.ink}; }
text { font-variant-numeric: tabular-nums; }
@media (prefers-color-scheme: dark) {
  svg { color: ${darkColours.ink}; }
${darkRules.join('\n')}
}
`

/** What a figure says to those who do not see it, and what is drawn. */
export interface FigureOptions extends Plot.PlotOptions {
  readonly title: string
}

/** Draws a figure as the text of an SVG file in the manner of the report. */
export function figure({ title, ...options }: FigureOptions): string {
  const document = svgDocument()
  const svg = Plot.plot({
    document,
    ariaLabel: title,
    ...options,
    // Wanted as one bare SVG: Plot wraps what has a legend or a title into HTML.
    figure: false,
    style: { background: 'transparent', fontFamily: 'system-ui, sans-serif', fontSize: '12px', overflow: 'visible' },
  })
  const sheet = document.createElementNS('http://www.w3.org/2000/svg', 'style')
  sheet.textContent = style
  svg.prepend(sheet)
  svg.setAttribute('role', 'img')
  return svgText(svg)
}

/** A text at the right end of a horizontal line. */
export interface EdgeLabel {
  readonly text: string
  /** Where the line is. */
  readonly y: number
  readonly colour: string
}

/**
 * Labels to the right of a plot, moved apart so that none covers another; `gap` is the least distance, in units of y.
 */
export function edgeLabels(labels: readonly EdgeLabel[], x: number, gap: number): Plot.Markish[] {
  const placed: (EdgeLabel & { readonly at: number })[] = []
  for (const label of [...labels].sort((a, b) => a.y - b.y)) {
    placed.push({ ...label, at: Math.max(label.y, (placed.at(-1)?.at ?? Number.NEGATIVE_INFINITY) + gap) })
  }
  return placed.map(({ text, at, colour }) =>
    Plot.text([text], { x, y: at, textAnchor: 'start', dx: 8, fill: colour, fontWeight: 600 }),
  )
}
