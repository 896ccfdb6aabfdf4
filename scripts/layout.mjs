/**
 * A graph drawn in floors: each node stands on one, and an arrow that passes a floor takes a place of its own there,
 * so that it runs through no node.
 * @typedef {{ floor: number, x: number }} Place
 * @typedef {{ places: Map<string, Place>, ways: Map<string, string[]> }} Layout
 */

/**
 * Puts every node on its floor and beside what it is joined to. The same graph always looks the same.
 * @param {ReadonlyMap<string, number>} floors
 * @param {readonly (readonly [from: string, to: string])[]} edges from a higher floor to a lower one
 * @param {{ node: number, passage: number }} room the width that a node needs on its floor, and that an arrow needs
 * @returns {Layout}
 */
export function layOut(floors, edges, room) {
  const { rows, ways, neighbours } = withPassages(floors, edges)
  order(rows, neighbours)
  const width = (/** @type {string} */ name) => (floors.has(name) ? room.node : room.passage)
  const x = straighten(rows, neighbours, width)
  const places = new Map(rows.flatMap((row, floor) => row.map((name) => [name, { floor, x: x.get(name) ?? 0 }])))
  return { places, ways }
}

/**
 * @param {ReadonlyMap<string, number>} floors
 * @param {readonly (readonly [from: string, to: string])[]} edges
 */
function withPassages(floors, edges) {
  const highest = Math.max(...floors.values())
  /** @type {string[][]} */
  const rows = Array.from({ length: highest + 1 }, () => [])
  for (const [name, floor] of floors) rows[floor]?.push(name)
  /**
   * @type {Map<string, Map<string, number>>} what each is joined to,
   * and how much it wants to stand straight above or below it
   */
  const neighbours = new Map()
  /** @type {Map<string, string[]>} the stops of each arrow */
  const ways = new Map()
  for (const [from, to] of edges) {
    const [top, bottom] = [floors.get(from) ?? 0, floors.get(to) ?? 0]
    const stops = [from]
    for (let floor = top - 1; floor > bottom; floor--) {
      const passage = `${from} → ${to} @ ${floor}`
      rows[floor]?.push(passage)
      stops.push(passage)
    }
    stops.push(to)
    ways.set(`${from} → ${to}`, stops)
    for (let i = 1; i < stops.length; i++) {
      const [a, b] = /** @type {[string, string]} */ ([stops[i - 1], stops[i]])
      const weight = [a, b].filter((name) => !floors.has(name)).length + 1
      neighbours.set(a, (neighbours.get(a) ?? new Map()).set(b, weight))
      neighbours.set(b, (neighbours.get(b) ?? new Map()).set(a, weight))
    }
  }
  return { rows, ways, neighbours }
}

/**
 * Sorts each floor by where its neighbours stand, up and down in turns, and keeps the order with the fewest crossings.
 * @param {string[][]} rows
 * @param {ReadonlyMap<string, ReadonlyMap<string, number>>} neighbours
 */
function order(rows, neighbours) {
  let best = rows.map((row) => [...row])
  for (let sweep = 0; sweep < 24; sweep++) {
    const upwards = sweep % 2 === 0
    const floors = rows.map((_, floor) => floor)
    for (const floor of upwards ? floors : floors.reverse()) {
      const beside = rows[floor + (upwards ? -1 : 1)]
      const row = rows[floor]
      if (beside === undefined || row === undefined) continue
      const wanted = new Map(row.map((name, at) => [name, meanPlace(name, beside, neighbours) ?? at]))
      row.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0))
    }
    if (crossings(rows, neighbours) < crossings(best, neighbours)) best = rows.map((row) => [...row])
  }
  for (const [floor, row] of best.entries()) rows[floor] = row
}

/**
 * @param {string} name
 * @param {readonly string[]} row
 * @param {ReadonlyMap<string, ReadonlyMap<string, number>>} neighbours
 */
function meanPlace(name, row, neighbours) {
  const at = row.flatMap((other, place) => (neighbours.get(name)?.has(other) ? [(place + 0.5) / row.length] : []))
  return at.length === 0 ? null : at.reduce((sum, place) => sum + place, 0) / at.length
}

/**
 * @param {readonly (readonly string[])[]} rows
 * @param {ReadonlyMap<string, ReadonlyMap<string, number>>} neighbours
 */
function crossings(rows, neighbours) {
  let count = 0
  for (const [floor, row] of rows.entries()) {
    const above = rows[floor + 1] ?? []
    const lines = row.flatMap((name, at) =>
      above.flatMap((other, place) => (neighbours.get(name)?.has(other) ? [/** @type {const} */ ([at, place])] : [])),
    )
    for (const [a, b] of lines) for (const [c, d] of lines) if (a < c && b > d) count++
  }
  return count
}

/**
 * Draws each floor's nodes towards their neighbours, at least their widths apart.
 * @param {readonly (readonly string[])[]} rows
 * @param {ReadonlyMap<string, ReadonlyMap<string, number>>} neighbours
 * @param {(name: string) => number} width
 */
function straighten(rows, neighbours, width) {
  /** @type {Map<string, number>} */
  const x = new Map()
  for (const row of rows) for (const [at, name] of row.entries()) x.set(name, (at - (row.length - 1) / 2) * width(name))
  for (let round = 0; round < 200; round++) {
    for (const row of round % 2 === 0 ? rows : [...rows].reverse()) {
      const wanted = row.map((name) => {
        const pulls = [...(neighbours.get(name) ?? [])]
        const total = pulls.reduce((sum, [, weight]) => sum + weight, 0)
        return pulls.reduce((sum, [other, weight]) => sum + (weight * (x.get(other) ?? 0)) / total, 0)
      })
      for (const [at, place] of spread(wanted, row.map(width)).entries()) x.set(row[at] ?? '', place)
    }
  }
  return x
}

/**
 * The places nearest to those wanted (in the mean square) that keep order and distance:
 * neighbours that would overlap move together.
 * @param {readonly number[]} wanted
 * @param {readonly number[]} widths
 */
function spread(wanted, widths) {
  /** @type {number[]} where each would stand if all before it stood at 0 */
  const offsets = []
  for (const [at, width] of widths.entries())
    offsets.push(at === 0 ? 0 : (offsets[at - 1] ?? 0) + ((widths[at - 1] ?? 0) + width) / 2)
  /** @type {{ sum: number, count: number }[]} */
  const groups = []
  for (const [at, place] of wanted.entries()) {
    groups.push({ sum: place - (offsets[at] ?? 0), count: 1 })
    for (let last = groups.length - 1; last > 0; last--) {
      const [before, group] = /** @type {[{ sum: number, count: number }, { sum: number, count: number }]} */ (
        groups.slice(last - 1, last + 1)
      )
      if (before.sum / before.count <= group.sum / group.count) break
      groups.splice(last - 1, 2, { sum: before.sum + group.sum, count: before.count + group.count })
    }
  }
  return groups
    .flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
    .map((start, at) => start + (offsets[at] ?? 0))
}
