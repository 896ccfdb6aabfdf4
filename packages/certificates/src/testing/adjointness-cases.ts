import type { Nonlinearity } from '@numeural/activations'
import { type Backend, createRandom, type FloatArray, PlanBuilder, reverse } from '@numeural/core'
import { explicit } from '@numeural/schemes'
import { type Combination, contrastOf, networkOf, nonlinearityValues, shapeOf, spaces } from './combination.js'
import type { ConformanceCase } from './conformance-case.js'
import { requireAtMost } from './violation.js'

/**
 * An explicit step u − τKᵀΦ(Ku) has a symmetric Jacobian, since Kᵀ is the exact transpose:
 * ⟨Jᵀw, v⟩ = ⟨w, Jᵀv⟩ by reverse mode, in every space on every backend.
 * A flux that is not the gradient of a regulariser would break it.
 */
export function adjointnessCases(activation: Nonlinearity, backends: readonly Backend[]): ConformanceCase[] {
  const possible = spaces.filter(({ coupled }) => !(coupled && activation.activationOnly))
  return possible.flatMap((space) =>
    backends.map((backend): ConformanceCase => {
      const name = `${activation.name}, ${space.name}: adjointness on ${backend.info.name}`
      return { name, run: () => check(name, { activation, scheme: explicit, space }, backend) }
    }),
  )
}

async function check(name: string, combination: Combination, backend: Backend) {
  const { exact } = backend.info
  const network = networkOf(combination, { blocks: 1 })
  const shape = shapeOf(combination.space)
  const builder = new PlanBuilder(exact ? 'float64' : 'float32')
  const next = network.trace(builder, builder.input('u', shape))
  builder.output('loss', builder.sum(builder.map('a*b', { a: next, b: builder.input('w', shape) })))
  await using program = await backend.compile(reverse(builder.finish(), { loss: 'loss', inputs: ['u'] }))

  const numbers = (values: Iterable<number>): FloatArray =>
    exact ? Float64Array.from(values) : Float32Array.from(values)
  const parameters = network.parametrisation.effective(network.parametrisation.initial(1))
  const contrast = contrastOf(network.nonlinearity.parameters, nonlinearityValues(network, parameters))
  const random = createRandom(3, 'adjointness')
  const size = shape.channels * shape.height * shape.width
  const u = Array.from({ length: size }, () => 2 * contrast * random.normal())
  const directions = numbers(Array.from({ length: 2 * size }, () => random.normal()))
  // One batch of two: the same u, once with w and once with v.
  const { 'gradient:u': images } = await program.run({
    batch: 2,
    inputs: { u: numbers([...u, ...u]), w: directions },
    parameters: numbers(parameters),
  })
  const [w, v] = [directions.subarray(0, size), directions.subarray(size)]
  const [transposedW, transposedV] = [images.subarray(0, size), images.subarray(size)]
  const difference = Math.abs(dot(transposedW, v) - dot(w, transposedV))
  const scale = Math.hypot(...transposedW) * Math.hypot(...v)
  requireAtMost(`${name}: |⟨Jᵀw, v⟩ − ⟨w, Jᵀv⟩|, relative`, difference / scale, exact ? 1e-13 : 1e-5)
  return { points: 2, redrawn: 0 }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0)
}
