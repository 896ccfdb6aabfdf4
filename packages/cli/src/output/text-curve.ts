import { numberText } from './number-text.js'

const columns = 61
const rows = 11

/**
 * A function as lines of text, for terminals.
 *
 * @param from where it begins, drawn at the left
 * @param to where it ends
 */
export function textCurve(f: (x: number) => number, from: number, to: number): string[] {
  const xs = Array.from({ length: columns }, (_, k) => from + ((to - from) * k) / (columns - 1))
  const ys = xs.map(f)
  const finite = ys.filter(Number.isFinite)
  if (finite.length === 0) return []
  const [low, high] = [Math.min(0, ...finite), Math.max(...finite)]
  const rowOf = (y: number): number => (high > low ? Math.round(((high - y) / (high - low)) * (rows - 1)) : rows - 1)
  const labels = Array.from({ length: rows }, (_, row) =>
    row === 0 ? label(high) : row === rows - 1 ? label(low) : '',
  )
  const margin = Math.max(...labels.map(({ length }) => length))
  const lines = labels.map((text, row) => {
    const points = ys.map((y) => (Number.isFinite(y) && rowOf(y) === row ? '•' : ' ')).join('')
    return `${text.padStart(margin)} │${points}`.trimEnd()
  })
  const end = label(to)
  const begin = label(from)
  return [
    ...lines,
    `${' '.repeat(margin)} └${'─'.repeat(columns)}`,
    `${' '.repeat(margin)}  ${begin}${end.padStart(columns - begin.length)}`,
  ]
}

/** Numbers as bars of text to both sides of 0, one a line. */
export function textBars(values: readonly number[]): string[] {
  const half = 20
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const labels = values.map(label)
  const margin = Math.max(...labels.map(({ length }) => length))
  return values.map((value, k) => {
    const length = largest > 0 ? Math.round((half * Math.abs(value)) / largest) : 0
    const bar = '█'.repeat(length)
    const [left, right] = value < 0 ? [bar, ''] : ['', bar]
    return `${labels[k]!.padStart(margin)} ${left.padStart(half)}│${right}`.trimEnd()
  })
}

function label(value: number): string {
  return numberText(Number(value.toPrecision(4)))
}
