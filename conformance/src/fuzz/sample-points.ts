import { createEvaluator, type Graph, inputsOf, switchingDifferences } from '@numeural/formula'

/** Neighbouring floats of a place, and some that are a little further away. */
const offsets = [0, 2 ** -52, -(2 ** -52), 2 ** -50, -(2 ** -50), 1e-13, -1e-13, 1e-9, -1e-9, 1e-5, -1e-5, 1e-2, -1e-2]

/**
 * Where a nonlinearity is looked at, in increasing order: densely in magnitude, both signs, and around every place
 * where its pieces may end, which are found by bisection and among the numbers of its text.
 */
export function samplePoints(
  graph: Graph,
  values: Readonly<Record<string, number>>,
  texts: readonly string[],
): number[] {
  const magnitudes = [0, 5e-324, 1e-300, 1e-160, 1e-80, 1e-45, 1e-38, 1e-30, 1e-25, 1e-20, 1e-15]
  for (let k = 0; k <= 240; k++) magnitudes.push(1.0371 * 10 ** (k / 10 - 12))
  for (const large of [1e15, 1e18, 1e19, 1e25, 1e38]) magnitudes.push(large)
  for (const place of [...changes(graph, values), ...numbersOf(texts, values)]) {
    for (const offset of offsets) magnitudes.push(Math.abs(place * (1 + offset)))
  }
  const both = magnitudes.flatMap((r) => [r, -r]).filter((r) => Number.isFinite(r))
  return [...new Set(both)].sort((a, b) => a - b)
}

function numbersOf(texts: readonly string[], values: Readonly<Record<string, number>>): number[] {
  const numbers = texts.flatMap((text) => text.match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/g) ?? []).map(Number)
  const scales = [1, ...Object.values(values)]
  return [1, ...numbers]
    .flatMap((x) => [x, Math.sqrt(x), x * Math.SQRT2, Math.SQRT2 * Math.sqrt(x), x ** 0.25])
    .flatMap((x) => scales.map((scale) => x * scale))
}

/** Sign changes of what the conditions compare, over r > 0. */
function changes(graph: Graph, values: Readonly<Record<string, number>>): number[] {
  const differences = switchingDifferences(graph)
  if (differences.outputs.length === 0) return []
  const names = inputsOf(differences)
  const run = createEvaluator(differences, names)
  const outputs = new Float64Array(differences.outputs.length)
  const at = (r: number): number[] => {
    run(
      names.map((name) => (name === 'r' ? r : values[name])),
      outputs,
    )
    return Array.from(outputs, Math.sign)
  }
  const found: number[] = []
  let before = at(1e-9)
  for (let k = 1; k <= 400 && found.length < 12; k++) {
    let [low, high] = [10 ** ((k - 1) / 20 - 9), 10 ** (k / 20 - 9)]
    const after = at(high)
    const index = after.findIndex((sign, which) => sign !== before[which])
    if (index >= 0) {
      for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2
        if (at(middle)[index] === before[index]) low = middle
        else high = middle
      }
      found.push(low, high)
    }
    before = after
  }
  return found
}
