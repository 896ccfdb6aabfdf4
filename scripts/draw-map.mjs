import { floorsOf, necessaryImports } from './house.mjs'
import { layOut } from './layout.mjs'

/** @typedef {import('./house.mjs').Room} Room */

const card = { width: 236, height: 76 }
const gap = { floors: 48, nodes: 32, passage: 44 }
const margin = 24

/**
 * The house as a drawing: a room for each package with its lines,
 * an arrow to each that it imports and that no other arrow implies.
 * @param {readonly Room[]} rooms
 */
export function drawMap(rooms) {
  const edges = necessaryImports(rooms)
  const floors = floorsOf(rooms)
  const { places, ways } = layOut(floors, edges, { node: card.width + gap.nodes, passage: gap.passage })
  const left = Math.min(...[...places.values()].map(({ x }) => x)) - card.width / 2 - margin
  const right = Math.max(...[...places.values()].map(({ x }) => x)) + card.width / 2 + margin
  const highest = Math.max(...floors.values())
  const [width, height] = [
    Math.round(right - left),
    (highest + 1) * (card.height + gap.floors) - gap.floors + 2 * margin,
  ]
  /** @param {string} name the middle of a card or passage */
  const middle = (name) => {
    const { x, floor } = places.get(name) ?? { x: 0, floor: 0 }
    return { x: x - left, y: margin + (highest - floor) * (card.height + gap.floors) + card.height / 2 }
  }
  const total = rooms.reduce((sum, { lines }) => sum + lines, 0)
  const most = Math.max(...rooms.map(({ lines }) => lines))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The packages and their imports">
<style>
text { font-family: system-ui, "Helvetica Neue", Arial, sans-serif; fill: #1c1c1e; }
.name { font-size: 15px; font-weight: 600; }
.lines { font-size: 11px; fill: #6a6a70; text-anchor: end; }
.words { font-size: 10.5px; fill: #4a4a50; }
.card { fill: #fdfdfc; stroke: #c9c9ce; }
.bar { fill: #1f66a8; }
.rest { fill: #e8edf2; }
.way { fill: none; stroke: #8a94a0; stroke-width: 1.4; }
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.8 8 4 0 7.2Z" fill="#8a94a0"/></marker></defs>
<rect width="${width}" height="${height}" fill="#f4f4f2"/>
${edges.map(([from, to]) => way(from, to, (ways.get(`${from} → ${to}`) ?? []).map(middle))).join('\n')}
${rooms.map((room) => cardOf(room, middle(room.name), total, most)).join('\n')}
</svg>
`
}

/**
 * @param {string} from
 * @param {string} to
 * @param {readonly { x: number, y: number }[]} stops
 */
function way(from, to, stops) {
  const parts = []
  for (let i = 1; i < stops.length; i++) {
    const [a, b] = /** @type {[{ x: number, y: number }, { x: number, y: number }]} */ ([stops[i - 1], stops[i]])
    const [start, end] = [a.y + card.height / 2, b.y - card.height / 2]
    const bend = (end - start) * 0.55
    parts.push(i === 1 ? `M${at(a.x, start)}` : `V${start.toFixed(1)}`)
    parts.push(`C${at(a.x, start + bend)} ${at(b.x, end - bend)} ${at(b.x, end - (i === stops.length - 1 ? 1 : 0))}`)
  }
  return `<path class="way" data-from="${from}" data-to="${to}" d="${parts.join('')}" marker-end="url(#tip)"/>`
}

/**
 * @param {Room} room
 * @param {{ x: number, y: number }} middle
 * @param {number} total
 * @param {number} most
 */
function cardOf({ name, lines, words }, { x, y }, total, most) {
  const [left, top] = [x - card.width / 2, y - card.height / 2]
  const inner = card.width - 24
  const share = Math.round((100 * lines) / total)
  const bar = `x="${(left + 12).toFixed(1)}" y="${(top + card.height - 10).toFixed(1)}" height="3" rx="1.5"`
  return `<g><rect class="card" x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${card.width}" height="${card.height}" rx="8"/>
<text class="name" x="${(left + 12).toFixed(1)}" y="${(top + 22).toFixed(1)}">${name.replace('@numeural/', '')}</text>
<text class="lines" x="${(left + card.width - 12).toFixed(1)}" y="${(top + 22).toFixed(1)}">${lines} lines · ${share} %</text>
${wrapped(words)
  .map(
    (line, i) =>
      `<text class="words" x="${(left + 12).toFixed(1)}" y="${(top + 40 + 14 * i).toFixed(1)}">${line}</text>`,
  )
  .join('\n')}
<rect class="rest" ${bar} width="${inner}"/><rect class="bar" ${bar} width="${Math.max(3, (inner * lines) / most).toFixed(1)}"/></g>`
}

/**
 * At most two lines that fit into a card.
 * @param {string} words
 */
function wrapped(words) {
  const fits = 36
  const lines = ['']
  for (const word of words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim()
    if (line.length <= fits) lines[lines.length - 1] = line
    else lines.push(word)
  }
  return lines.length <= 2 ? lines : [lines[0], `${lines[1]} …`]
}

/**
 * @param {number} x
 * @param {number} y
 */
function at(x, y) {
  return `${x.toFixed(1)} ${y.toFixed(1)}`
}
