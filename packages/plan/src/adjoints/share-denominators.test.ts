import { createEvaluator, GraphBuilder, parse } from '@numeural/formula'
import { expect, test } from 'vitest'
import { shareDenominators } from './share-denominators.js'

function graphOf(texts: readonly string[]) {
  const builder = new GraphBuilder()
  return builder.finish(texts.flatMap((text) => builder.insert(parse(text, ['x', 'y', 'c']))))
}

function divisions(texts: readonly string[]): number {
  return shareDenominators(graphOf(texts)).nodes.filter(({ op }) => op === 'divide').length
}

test('quotients with one denominator need one division', () => {
  expect(divisions(['x/(1 + c^2)', '(1 - y)/(1 + c^2)', 'y/(1 + c^2)/(1 + c^2)'])).toBe(1)
})

test('a denominator that occurs once keeps its division', () => {
  expect(shareDenominators(graphOf(['x/c', 'y/x']))).toEqual(graphOf(['x/c', 'y/x']))
})

test('the function is the same to one more rounding of each quotient', () => {
  const graph = graphOf(['x/c', 'y/c', '(x - y)/c/c'])
  const before = new Float64Array(3)
  const after = new Float64Array(3)
  for (let k = 1; k <= 100; k++) {
    const values = [Math.sin(k), Math.cos(3 * k), 0.01 * k * k]
    createEvaluator(graph, ['x', 'y', 'c'])(values, before)
    createEvaluator(shareDenominators(graph), ['x', 'y', 'c'])(values, after)
    // Two quotients in a row, half a unit in the last place each, before and after.
    for (const [i, value] of after.entries()) {
      expect(Math.abs(value - before[i]!)).toBeLessThanOrEqual(4 * 2 ** -53 * Math.abs(before[i]!))
    }
  }
})
