import type { BlockGraph, FigureEdge, FigureNode } from './block-graph.js'

const fontSize = 14
/** Mean width of a character of the system's sans-serif font at this size. */
const characterWidth = 8
const boxHeight = 36
const laneHeight = 52
const gap = 46
const lineHeight = 22
/** Characters in a line of the legend. */
const longestLine = 100
const margin = 16
const corner = 8
/** Distance between arrows that reach the same box from above. */
const portDistance = 9

/** Where a box stands. */
interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** A figure as an SVG file. */
export function toSvg(graph: BlockGraph): string {
  const places = placesOf(graph)
  const rights = [...places.values()].map(({ x, width }) => x + width / 2)
  const lanes = Math.max(...graph.edges.map(({ lane }) => lane), ...graph.nodes.map(({ lane }) => lane))
  const legend = graph.legend.flatMap(wrapped)
  const bottom = laneY(0, lanes) + boxHeight / 2 + margin
  const textWidth = Math.max(0, ...legend.map((line) => line.length), graph.title.length) * characterWidth
  const width = Math.max(Math.max(...rights), textWidth) + 2 * margin
  const height = bottom + legend.length * lineHeight
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="${fontSize}" text-anchor="middle">`,
    `<title>${escaped(graph.title)}</title>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#333"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${margin}" y="24" text-anchor="start" font-weight="600">${escaped(graph.title)}</text>`,
    ...graph.edges.map((edge) => arrow(edge, graph, places, lanes)),
    ...graph.nodes.map((node) => box(node, places.get(node.id)!)),
    ...legend.map(
      (line, index) =>
        `<text x="${margin}" y="${bottom + 8 + index * lineHeight}" text-anchor="start">${escaped(line)}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n')
}

/** A line of the legend, broken at spaces. */
function wrapped(text: string): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = `${lines[lines.length - 1]} ${word}`.trimStart()
    if (longer.length <= longestLine) lines[lines.length - 1] = longer
    else lines.push(`    ${word}`)
  }
  return lines
}

function laneY(lane: number, lanes: number): number {
  return 58 + (lanes - lane) * laneHeight
}

/** Columns as wide as their widest box, and the space before them as wide as the widest label on an arrow into them. */
function placesOf({ nodes, edges }: BlockGraph): Map<string, Place> {
  const columns = Math.max(...nodes.map(({ column }) => column)) + 1
  const lanes = Math.max(...edges.map(({ lane }) => lane), ...nodes.map(({ lane }) => lane))
  const widthOf = ({ kind, label }: FigureNode): number =>
    kind === 'sum' ? boxHeight : Math.max(44, label.length * characterWidth + 20)
  const columnOf = new Map(nodes.map(({ id, column }) => [id, column]))
  const places = new Map<string, Place>()
  let left = margin
  for (let column = 0; column < columns; column++) {
    const inColumn = nodes.filter((node) => node.column === column)
    const labels = edges
      .filter(({ to, lane }) => lane === 0 && columnOf.get(to) === column)
      .map(({ label }) => (label === null ? 0 : (label.length + 2) * characterWidth + 24))
    if (column > 0) left += Math.max(gap, ...labels)
    const width = Math.max(...inColumn.map(widthOf))
    for (const node of inColumn) {
      places.set(node.id, { x: left + width / 2, y: laneY(node.lane, lanes), width: widthOf(node) })
    }
    left += width
  }
  return places
}

function arrow(edge: FigureEdge, graph: BlockGraph, places: ReadonlyMap<string, Place>, lanes: number): string {
  const from = places.get(edge.from)!
  const to = places.get(edge.to)!
  const y = laneY(edge.lane, lanes)
  // An arrow that leaves upwards stands beside one that comes in from above.
  const beside = graph.edges.some(({ to: into, lane }) => into === edge.from && laneY(lane, lanes) < from.y)
  const start = from.y === y ? from.x + from.width / 2 : from.x + (beside ? 2 * portDistance : 0)
  const rise =
    from.y === y
      ? `M${start} ${y}`
      : `M${start} ${from.y - boxHeight / 2} V${y + corner} q0 ${-corner} ${corner} ${-corner}`
  let path: string
  let labelX: number
  if (to.y === y) {
    path = `${rise} H${to.x - to.width / 2}`
    labelX = (start + to.x - to.width / 2) / 2
  } else {
    const port = to.x + portDistance * portOf(edge, graph)
    // A circle's rim is lower beside its top.
    const offset = port - to.x
    const top = to.y - Math.sqrt((boxHeight / 2) ** 2 - offset ** 2)
    path = `${rise} H${port - corner} q${corner} 0 ${corner} ${corner} V${top}`
    labelX = (start + port) / 2
  }
  const line = `<path d="${path}" fill="none" stroke="#333" stroke-width="1.5" marker-end="url(#tip)"/>`
  if (edge.label === null) return line
  return `${line}<text x="${labelX}" y="${y - 7}">${escaped(`· ${edge.label}`)}</text>`
}

/** Arrows from above into one box enter beside each other, the lowest lane leftmost: they do not cross. */
function portOf(edge: FigureEdge, { edges }: BlockGraph): number {
  const above = edges.filter(({ to, lane }) => to === edge.to && lane > 0).sort((a, b) => a.lane - b.lane)
  return above.indexOf(edge) - (above.length - 1) / 2
}

function box({ kind, label }: FigureNode, { x, y, width }: Place): string {
  const text = `<text x="${x}" y="${y + 5}">${escaped(label)}</text>`
  if (kind === 'sum')
    return `<circle cx="${x}" cy="${y}" r="${boxHeight / 2}" fill="#fff" stroke="#333" stroke-width="1.5"/>${text}`
  const fill = kind === 'signal' ? '#fff' : '#e8eef7'
  const radius = kind === 'signal' ? boxHeight / 2 : 4
  const outline = `<rect x="${x - width / 2}" y="${y - boxHeight / 2}" width="${width}" height="${boxHeight}" rx="${radius}" fill="${fill}" stroke="#333" stroke-width="1.5"/>`
  return `${outline}${text}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
