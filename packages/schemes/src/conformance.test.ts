import { fluxGraph, type Nonlinearity, standardNonlinearities } from '@numeural/activations'
import {
  type Backend,
  createBackend,
  createRandom,
  type Dtype,
  type Plan,
  PlanBuilder,
  type Program,
  reverse,
  type SignalShape,
} from '@numeural/core'
import { evaluate, type Graph, GraphBuilder } from '@numeural/formula'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Network } from './network/network.js'
import { schemeNetwork } from './network/scheme-network.js'
import type { Scheme } from './scheme/scheme.js'
import { standardSchemes } from './scheme/standard-schemes.js'

/** Contrast parameter in all runs; a point counts as away from a piece boundary at this share of it. */
const contrast = 20
const away = 1e-3 * contrast
const spaces = [
  [1, 1],
  [1, 3],
  [2, 1],
  [2, 3],
] as const

/** A network of one cycle (two steps), small enough for central differences of all its parameters. */
function networkOf(activation: Nonlinearity, scheme: Scheme, dimension: 1 | 2, channels: number): Network {
  const nonlinear = Object.keys(activation.parameters).map((name) => [name, contrast])
  return schemeNetwork({
    scheme,
    activation,
    dimension,
    channels,
    filters: 2,
    lifting: 'none',
    kernel: { width: 2 },
    blocks: 3,
    ...(scheme.length === null ? {} : { length: 3 }),
    parameters: Object.fromEntries(nonlinear),
  })
}

/** ‖network(u) − target‖², and as outputs the network's result and every place at which a flux was taken. */
function planOf(network: Network, shape: SignalShape, dtype: Dtype): Plan {
  const builder = new PlanBuilder(dtype)
  const u = network.trace(builder, builder.input('u', shape))
  builder.output('result', u)
  const difference = builder.map('a - b', { a: u, b: builder.input('target', shape) })
  builder.output('loss', builder.dot(difference, difference))
  const { operations } = builder.finish()
  let places = 0
  for (const operation of operations) {
    if (operation.op === 'convolution') builder.output(`inner${places++}`, builder.signal(operation.result))
  }
  return reverse(builder.finish(), { loss: 'loss' })
}

/** The left minus the right side of every comparison in a flux, and the arguments of functions with a kink. */
function boundaryGraph(flux: Graph): Graph | null {
  const builder = new GraphBuilder()
  const ids = new Map<number, number>()
  const sides: number[] = []
  const kinks = new Set(['abs', 'sign'])
  const comparisons = new Set(['less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'equal', 'notEqual', 'min', 'max'])
  flux.nodes.forEach((node, id) => {
    const args = node.args.map((arg) => ids.get(arg)!)
    if (node.op === 'constant') ids.set(id, builder.constant(node.value!))
    else if (node.op === 'input') ids.set(id, builder.input(node.name!))
    else ids.set(id, builder.apply(node.op, ...args))
    if (kinks.has(node.op)) sides.push(args[0])
    if (comparisons.has(node.op)) sides.push(builder.apply('subtract', args[0], args[1]))
  })
  return sides.length === 0 ? null : builder.finish(sides)
}

/** Whether no boundary lies within the distance of any value: no side changes its sign there. */
function isAway(sides: Graph, inner: ArrayLike<number>, values: Readonly<Record<string, number>>): boolean {
  const signs = (r: number): string =>
    evaluate(sides, { r, ...values })
      .map(Math.sign)
      .join()
  return Array.from(inner).every((r) => signs(r - away) === signs(r) && signs(r) === signs(r + away))
}

interface Point {
  readonly parameters: Float64Array
  readonly u: Float64Array
  readonly target: Float64Array
}

const backends = {} as Record<'reference' | 'wasm', Backend>
let resampled = 0
let drawn = 0
beforeAll(async () => {
  backends.reference = await createBackend('reference')
  backends.wasm = await createBackend('wasm', { threads: 1 })
})
afterAll(() => {
  backends.reference.dispose()
  backends.wasm.dispose()
  console.log(`conformance: ${drawn} points, ${resampled} of them drawn again for being near a piece boundary`)
})

/** Random numbers, rounded to float32 so that every backend gets the same, away from all piece boundaries. */
async function drawPoint(
  network: Network,
  shape: SignalShape,
  reference: Program,
  activation: Nonlinearity,
): Promise<Point> {
  const { parametrisation } = network
  const flux = fluxGraph(activation)
  const sides = boundaryGraph(flux)
  const size = shape.channels * shape.height * shape.width
  for (let seed = 1; seed <= 200; seed++) {
    const random = createRandom(seed, 'conformance')
    const noise = (): Float64Array => Float64Array.from({ length: size }, () => Math.fround(40 * random.normal()))
    const parameters = parametrisation.effective(parametrisation.initial(seed)).map(Math.fround)
    const point = { parameters, u: noise(), target: noise() }
    drawn++
    if (sides === null) return point
    const results = await reference.run({ batch: 1, inputs: { u: point.u, target: point.target }, parameters })
    const places = Object.entries(results).filter(([name]) => name.startsWith('inner'))
    expect(places.length).toBeGreaterThanOrEqual(3)
    const values = Object.fromEntries(Object.keys(activation.parameters).map((name) => [name, contrast]))
    if (places.every(([, inner]) => isAway(sides, inner, values))) return point
    resampled++
  }
  throw new Error('no point away from the piece boundaries')
}

/** Derivatives by central differences of fourth order; steps so small that no inner value reaches a boundary. */
async function centralDifferences(program: Program, { parameters, u, target }: Point): Promise<Float64Array> {
  const loss = async (index: number, shift: number): Promise<number> => {
    const shifted = parameters.slice()
    shifted[index] += shift
    return (await program.run({ batch: 1, inputs: { u, target }, parameters: shifted, outputs: ['loss'] })).loss[0]
  }
  const result = new Float64Array(parameters.length)
  for (let i = 0; i < parameters.length; i++) {
    const step = 5e-5 * Math.max(1, Math.abs(parameters[i]))
    const near = (await loss(i, step)) - (await loss(i, -step))
    const far = (await loss(i, 2 * step)) - (await loss(i, -2 * step))
    result[i] = (8 * near - far) / (12 * step)
  }
  return result
}

/** ‖a − b‖/‖b‖ */
function relativeDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.hypot(...Array.from(a, (value, i) => value - b[i])) / Math.hypot(...Array.from(b))
}

describe.each(standardSchemes)('$name', (scheme) => {
  test.each(standardNonlinearities)('with $name: 1D and 2D, 1 and 3 channels', async (activation) => {
    for (const [dimension, channels] of spaces) {
      const network = networkOf(activation, scheme, dimension, channels)
      const shape = dimension === 1 ? { channels, height: 1, width: 7 } : { channels, height: 3, width: 4 }
      await using reference = await backends.reference.compile(planOf(network, shape, 'float64'))
      await using wasm = await backends.wasm.compile(planOf(network, shape, 'float32'))
      const point = await drawPoint(network, shape, reference, activation)
      const { parameters, u, target } = point
      const expected = await reference.run({ batch: 1, inputs: { u, target }, parameters })
      const found = await wasm.run({
        batch: 1,
        inputs: { u: Float32Array.from(u), target: Float32Array.from(target) },
        parameters: Float32Array.from(parameters),
        outputs: ['result', 'gradient'],
      })
      expect(expected.gradient.length).toBe(network.parametrisation.effectiveLength)
      expect(relativeDistance(expected.gradient, await centralDifferences(reference, point))).toBeLessThan(1e-6)
      // float32: forward a few roundings of 6e-8 in each of three steps, backward as many again
      expect(relativeDistance(found.result, expected.result)).toBeLessThan(1e-5)
      expect(relativeDistance(found.gradient, expected.gradient)).toBeLessThan(1e-4)
    }
  })
})
