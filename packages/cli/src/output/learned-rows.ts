import type { LayoutEntry, Model } from '@numeural/schemes'
import { numberText } from './number-text.js'

/** More numbers than this are told by their range. */
const most = 9

/** What was learned, as rows of a table for people: kernels, λ, τ and whatever else the network has, by name. */
export function learnedRows({ network, effective }: Model): string[][] {
  const entries = new Map<string, LayoutEntry[]>()
  for (const entry of network.parametrisation.layout) {
    entries.set(entry.name, [...(entries.get(entry.name) ?? []), entry])
  }
  return [...entries].slice(0, mostNames).map(([name, places]) => {
    const numbers = places.flatMap(({ offset, length }) => Array.from(effective.subarray(offset, offset + length)))
    return [`  ${name}`, placesText(places, numbers)]
  })
}

/** Networks on grids have a name for every layer. */
const mostNames = 12

function placesText(places: readonly LayoutEntry[], numbers: readonly number[]): string {
  const blocks = places.length > 1 ? ` (blocks 1 to ${places.length})` : ''
  if (numbers.length <= most) return `${numbers.map(short).join(', ')}${blocks}`
  const [low, high] = numbers.reduce(([a, b], each) => [Math.min(a, each), Math.max(b, each)], [Infinity, -Infinity])
  return `${numbers.length} numbers from ${short(low)} to ${short(high)}${blocks}`
}

/** Four digits are as many as a person compares. */
function short(value: number): string {
  return numberText(Number(value.toPrecision(4)))
}
