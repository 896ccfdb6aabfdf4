import { fluxGraph } from '@numeural/activations'
import { type Backend, createRandom, type Dtype, type Plan, PlanBuilder, type Program, reverse } from '@numeural/core'
import type { Network } from '@numeural/schemes'
import { type Combination, combinationName, contrastOf, networkOf, nonlinearityValues, shapeOf } from './combination.js'
import type { ConformanceCase } from './conformance-case.js'
import { boundaryTest } from './piece-boundaries.js'
import { relativeDistance, requireAtMost, violation } from './violation.js'

/** Random numbers, rounded to float32 so that every backend gets the same. */
interface Point {
  readonly parameters: Float64Array
  readonly u: Float64Array
  readonly target: Float64Array
}

/** What the reference backend computes at a point away from all piece boundaries. */
interface Sample {
  readonly network: Network
  readonly point: Point
  readonly result: ArrayLike<number>
  readonly gradient: ArrayLike<number>
  readonly redrawn: number
}

/** Inner values stay this share of λ away from piece boundaries. */
const away = 1e-3

/**
 * A combination's reference gradient with respect to all effective parameters against central
 * differences, and for every other backend (in float32) the result and the gradient against the reference.
 */
export function gradientCases(
  combination: Combination,
  reference: Backend,
  backends: readonly Backend[],
): ConformanceCase[] {
  const name = combinationName(combination)
  let drawn: Promise<Sample> | undefined
  const sample = (): Promise<Sample> => (drawn ??= drawSample(combination, reference))
  const differences: ConformanceCase = {
    name: `${name}: gradient against central differences`,
    run: async () => {
      const { network, point, gradient, redrawn } = await sample()
      await using program = await reference.compile(planOf(network, combination, 'float64'))
      const expected = await centralDifferences(program, point)
      requireAtMost(`${name}: distance of the gradient, relative`, relativeDistance(gradient, expected), 1e-6)
      return { points: 1, redrawn }
    },
  }
  const comparisons = backends.map((backend): ConformanceCase => {
    const title = `${name}: ${backend.info.name} against reference`
    return {
      name: title,
      run: async () => {
        const { network, point, result, gradient } = await sample()
        await using program = await backend.compile(planOf(network, combination, 'float32'))
        const found = await program.run({
          batch: 1,
          inputs: { u: Float32Array.from(point.u), target: Float32Array.from(point.target) },
          parameters: Float32Array.from(point.parameters),
          outputs: ['result', 'gradient'],
        })
        // Forward a few roundings of 6e-8 in each of three steps; backward as many again, and cancellation in sums.
        requireAtMost(`${title}: distance of the result, relative`, relativeDistance(found.result, result), 1e-5)
        requireAtMost(`${title}: distance of the gradient, relative`, relativeDistance(found.gradient, gradient), 1e-4)
        return { points: 1, redrawn: 0 }
      },
    }
  })
  return [differences, ...comparisons]
}

/**
 * ‖network(u) − target‖² with its gradient, and as outputs the network's result and every place where a flux was taken.
 */
function planOf(network: Network, { space }: Combination, dtype: Dtype): Plan {
  const shape = shapeOf(space)
  const builder = new PlanBuilder(dtype)
  const u = network.trace(builder, builder.input('u', shape))
  builder.output('result', u)
  const difference = builder.map('a - b', { a: u, b: builder.input('target', shape) })
  builder.output('loss', builder.dot(difference, difference))
  let places = 0
  for (const operation of builder.finish().operations) {
    if (operation.op === 'convolution') builder.output(`inner${places++}`, builder.signal(operation.result))
  }
  return reverse(builder.finish(), { loss: 'loss' })
}

async function drawSample(combination: Combination, reference: Backend): Promise<Sample> {
  const network = networkOf(combination)
  const { activation, space } = combination
  const { channels, height, width } = shapeOf(space)
  const flux = fluxGraph(activation)
  await using program = await reference.compile(planOf(network, combination, 'float64'))
  for (let seed = 1; seed <= 200; seed++) {
    const random = createRandom(seed, 'conformance')
    const parameters = network.parametrisation.effective(network.parametrisation.initial(seed)).map(Math.fround)
    const values = nonlinearityValues(network, parameters)
    const contrast = contrastOf(activation.parameters, values)
    const noise = (): Float64Array =>
      Float64Array.from({ length: channels * height * width }, () => Math.fround(2 * contrast * random.normal()))
    const point = { parameters, u: noise(), target: noise() }
    const outputs = await program.run({ batch: 1, inputs: { u: point.u, target: point.target }, parameters })
    const inner = Object.entries(outputs).flatMap(([name, place]) => (name.startsWith('inner') ? [place] : []))
    const places = space.coupled ? inner.map((place) => lengths(place, height * width)) : inner
    const isAway = boundaryTest(flux, values)
    if (places.every((place) => Array.from(place).every((r) => isAway(r, away * contrast))))
      return { network, point, result: outputs.result, gradient: outputs.gradient, redrawn: seed - 1 }
  }
  throw violation(`${combinationName(combination)}: points away from the piece boundaries`, 0, '1 of 200 drawn')
}

/** |Ku| in every sample, over its channels. */
function lengths(inner: ArrayLike<number>, samples: number): Float64Array {
  return Float64Array.from({ length: samples }, (_, i) => {
    let sum = 0
    for (let k = i; k < inner.length; k += samples) sum += inner[k] ** 2
    return Math.sqrt(sum)
  })
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
