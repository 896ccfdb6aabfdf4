import { defineNonlinearity, diffusivityGraph, evaluationOf, faceNames, fluxGraph } from '@numeural/activations'
import { isNonnegative } from '@numeural/certificates'
import { type Backend, type Dtype, elementOf, PlanBuilder } from '@numeural/core'
import { type Graph, inputsOf } from '@numeural/formula'
import { seededRandom } from '@numeural/formula/testing'
import type { Definition } from './corpus.js'
import type { Violation } from './judge-bounds.js'
import { samplePoints } from './sample-points.js'

/** What is computed for smaller r is bounded by an absolute number only. */
const smallest = 4e-37
/** Of coupled channels. */
const smallestLength = 2 ** -52

/**
 * Runs a registered definition on a backend, in both number types, and holds what is certified of computed numbers
 * against every one of them: they are in the sector of g_max, and none is no number.
 *
 * @returns the types in which something is certified, and what contradicts it
 */
export async function judgeComputed(
  definition: Definition,
  backend: Backend,
): Promise<{ readonly certified: readonly Dtype[]; readonly violations: readonly Violation[] }> {
  const nonlinearity = defineNonlinearity(definition)
  const parameters = Object.fromEntries(
    Object.entries(definition.parameters ?? {}).map(([name, { default: usual }]) => [name, usual]),
  )
  const flux = fluxGraph(nonlinearity)
  const texts = faceNames.flatMap((face) => definition[face] ?? [])
  const certified: Dtype[] = []
  const violations: Violation[] = []
  for (const dtype of ['float32', 'float64'] as const) {
    const evaluation = evaluationOf(nonlinearity, parameters, { dtype })
    if (!evaluation.certified) continue
    certified.push(dtype)
    const held = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, dtype === 'float32' ? Math.fround(value) : value]),
    )
    const points = computedPoints(flux, held, texts, dtype, evaluation.range)
    const least = isNonnegative(nonlinearity, held, evaluation.gMax) ? 0 : -evaluation.gMax
    const slack = (evaluation.rounding + 1e-12) * evaluation.gMax
    const judge = (face: string, r: number, gain: number, isTiny: boolean): void => {
      const [low, high] = isTiny
        ? [-2 * evaluation.gMax, 2 * evaluation.gMax]
        : [least - slack, evaluation.gMax + slack]
      if (gain >= low && gain <= high) return
      violations.push({ claim: `${face} in ${dtype}`, at: [r], found: gain, allowed: gain < low ? low : high })
    }
    const phi = await run(backend, flux, points, held, dtype)
    for (const [k, value] of phi.entries()) {
      const r = points[k] as number
      // below the smallest r that is judged, values are compared with it
      const isTiny = Math.abs(r) < smallest
      judge('flux', r, isTiny ? value / smallest : value / r, isTiny)
    }
    const g = await run(backend, diffusivityGraph(nonlinearity), points, held, dtype)
    // It is taken of lengths, which are 0 or not as small.
    for (const [k, value] of g.entries()) {
      const r = points[k] as number
      if (Math.abs(r) >= smallestLength) judge('diffusivity', r, value, false)
    }
  }
  return { certified, violations }
}

function computedPoints(
  graph: Graph,
  values: Readonly<Record<string, number>>,
  texts: readonly string[],
  dtype: Dtype,
  range: number,
): number[] {
  const random = seededRandom(texts.join().length)
  const drawn = Array.from({ length: 3000 }, () => (random() < 0.5 ? -1 : 1) * 10 ** (random() * 44 - 38))
  const given = [...samplePoints(graph, values, texts), ...drawn]
  // neighbouring floats of every place
  const around = dtype === 'float32' ? given.flatMap((r) => [r, r * (1 + 2 ** -23), r * (1 - 2 ** -23)]) : given
  const rounded = dtype === 'float32' ? Float32Array.from(around) : Float64Array.from(around)
  return [...new Set(rounded)].filter((r) => r !== 0 && Math.abs(r) <= range)
}

/** A formula at all points, its parameters uniform as in networks. */
async function run(
  backend: Backend,
  graph: Graph,
  points: readonly number[],
  values: Readonly<Record<string, number>>,
  dtype: Dtype,
): Promise<ArrayLike<number> & Iterable<number> & { entries(): IterableIterator<[number, number]> }> {
  const builder = new PlanBuilder(dtype)
  const r = builder.input('r', { channels: 1, height: 1, width: points.length })
  const names = inputsOf(graph).filter((name) => name !== 'r')
  const operands = Object.fromEntries(names.map((name) => [name, elementOf(builder.parameter(name, 1), 0)]))
  builder.output('value', builder.map(graph, { r, ...operands }))
  await using program = await backend.compile(builder.finish())
  const array = dtype === 'float32' ? Float32Array : Float64Array
  const parameters = array.from(names.map((name) => values[name] as number))
  const { value } = await program.run({ batch: 1, inputs: { r: array.from(points) }, parameters })
  return value as Float64Array
}
