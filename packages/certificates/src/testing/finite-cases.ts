import { fluxGraph, type Nonlinearity, resolveParameters } from '@numeural/activations'
import { type Backend, elementOf, PlanBuilder, reverse } from '@numeural/core'
import { contrastOf } from './combination.js'
import type { ConformanceCase } from './conformance-case.js'
import { violation } from './violation.js'

/** Powers of ten between which |r|/contrast lies: from differences of equal grey values to the steepest edges. */
const [lowest, highest] = [-12, 3]

/** Flux and gradient are numbers in float32 for small and large r: one NaN in a million samples ends a training. */
export function finiteCases(nonlinearity: Nonlinearity, backends: readonly Backend[]): ConformanceCase[] {
  return backends.map((backend): ConformanceCase => {
    const name = `${nonlinearity.name}: finite in float32 on ${backend.info.name}`
    return { name, run: async () => ({ points: await check(name, nonlinearity, backend), redrawn: 0 }) }
  })
}

async function check(name: string, nonlinearity: Nonlinearity, backend: Backend): Promise<number> {
  const values = resolveParameters(nonlinearity.name, nonlinearity.parameters, {})
  const parameters = Object.keys(values)
  const points = [0]
  for (let exponent = lowest; exponent <= highest; exponent += 0.25) {
    const r = contrastOf(nonlinearity.parameters, values) * 10 ** exponent
    points.push(r, -r)
  }
  const builder = new PlanBuilder('float32')
  const r = builder.input('r', { channels: 1, height: 1, width: points.length })
  const operands = parameters.map((parameter) => [parameter, elementOf(builder.parameter(parameter, 1))] as const)
  const flux = builder.map(fluxGraph(nonlinearity), { r, ...Object.fromEntries(operands) })
  builder.output('flux', flux)
  builder.output('loss', builder.sum(flux))
  await using program = await backend.compile(reverse(builder.finish(), { loss: 'loss', inputs: ['r'] }))
  const result = await program.run({
    batch: 1,
    inputs: { r: Float32Array.from(points) },
    parameters: Float32Array.from(parameters, (parameter) => values[parameter]),
  })
  for (const output of ['flux', 'gradient:r']) {
    const at = result[output].findIndex((value) => !Number.isFinite(value))
    if (at >= 0) throw violation(`${name}: ${output} at r = ${points[at]}`, result[output][at], 'a finite number')
  }
  const broken = result.gradient.find((value) => !Number.isFinite(value))
  if (broken !== undefined) throw violation(`${name}: gradient of the parameters`, broken, 'finite numbers')
  return points.length
}
