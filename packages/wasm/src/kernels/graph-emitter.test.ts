import { createEvaluator, type Graph, isRepeatedPower, parse, signatures } from '@numeural/formula'
import { randomFormula } from '@numeural/formula/testing'
import {
  type Backend,
  createRandom,
  type Dtype,
  elementOf,
  type FloatArray,
  type Operand,
  PlanBuilder,
} from '@numeural/plan'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWasmBackend } from '../wasm-backend.js'

let backend: Backend
beforeAll(async () => {
  backend = await openWasmBackend()
})
afterAll(() => backend.dispose())

const lambda = 0.75

/** r from ±1e-6·λ to ±1e6·λ, and 0. */
const arguments_ = Float64Array.from({ length: 97 }, (_, k) => {
  const exponent = -6 + (12 * (k % 48)) / 47
  return k === 96 ? 0 : (k < 48 ? lambda : -lambda) * 10 ** exponent
})

/** Runs a graph in r and lambda, and gives one array per output. */
async function run(dtype: Dtype, graph: Graph, uniform: 'element' | 'vector' | 'signal'): Promise<FloatArray[]> {
  const builder = new PlanBuilder(dtype)
  const shape = { channels: 1, height: 1, width: arguments_.length }
  const r = builder.input('r', shape)
  const l = builder.input('l', shape)
  const vector = builder.parameter('lambda', 1)
  const operand: Operand = uniform === 'signal' ? l : uniform === 'vector' ? vector : elementOf(vector)
  builder.maps(graph, { r, lambda: operand }).forEach((signal, k) => {
    builder.output(`y${k}`, signal)
  })
  await using program = await backend.compile(builder.finish())
  const Values = dtype === 'float32' ? Float32Array : Float64Array
  const inputs = { r: Values.from(arguments_), l: new Values(arguments_.length).fill(lambda) }
  const results = await program.run({ batch: 1, inputs, parameters: Float64Array.of(lambda) })
  return graph.outputs.map((_, k) => results[`y${k}`])
}

const exact = new Set([
  'add',
  'subtract',
  'multiply',
  'divide',
  'negate',
  'abs',
  'sign',
  'min',
  'max',
  'sqrt',
  'select',
])

/** Whether a node has one value for the whole loop. */
function isUniform(graph: Graph, id: number, uniform: 'element' | 'vector' | 'signal'): boolean {
  const { op, args, name } = graph.nodes[id]
  if (op === 'input') return name === 'lambda' && uniform !== 'signal'
  return args.every((argument) => isUniform(graph, argument, uniform))
}

/** Whether float32 multiplies by the reciprocal instead of dividing. */
function isInverted(graph: Graph, id: number, uniform: 'element' | 'vector' | 'signal'): boolean {
  const { op, args } = graph.nodes[id]
  return op === 'divide' && graph.nodes[args[1]].op !== 'constant' && isUniform(graph, args[1], uniform)
}

/** Largest distance of one operation from its rounded value, in units in the last place. */
function allowedUlps(graph: Graph, id: number, dtype: Dtype, uniform: 'element' | 'vector' | 'signal'): number {
  const { op, args } = graph.nodes[id]
  // The reciprocal and the product round by half a unit each.
  if (dtype === 'float32' && isInverted(graph, id, uniform)) return 2
  if (exact.has(op) || op === 'input' || op === 'constant') return 0
  if (op !== 'power') return 5
  const exponent = graph.nodes[args[1]]
  // Repeated multiplication in float32 rounds at every step; the evaluator multiplies in float64.
  return exponent.op === 'constant' && isRepeatedPower(exponent.value ?? 0) ? 64 : 2
}

/** What a single operation gives in float64. */
function operation(graph: Graph, id: number, values: (id: number) => number): number {
  const { op, args, value } = graph.nodes[id]
  if (op === 'constant') return value ?? Number.NaN
  const names = args.map((_, k) => `a${k}`)
  const nodes = args.map((argument, k) =>
    op === 'power' && k === 1 && graph.nodes[argument].op === 'constant'
      ? { ...graph.nodes[argument], value: values(argument) }
      : ({ op: 'input', name: names[k], args: [] } as const),
  )
  const single: Graph = { nodes: [...nodes, { op, args: args.map((_, k) => k) }], outputs: [args.length] }
  const out = new Float64Array(1)
  createEvaluator(single, names)(args.map(values), out)
  return out[0]
}

/** Checks every node against its own operation applied to the values that wasm itself gave its arguments. */
function checkNodes(
  graph: Graph,
  numbers: readonly number[],
  found: readonly FloatArray[],
  dtype: Dtype,
  uniform: 'element' | 'vector' | 'signal',
): void {
  const round = dtype === 'float32' ? Math.fround : (value: number) => value
  const epsilon = dtype === 'float32' ? 2 ** -23 : 2 ** -52
  const tiny = dtype === 'float32' ? 2 ** -149 : 2 ** -1074
  for (let x = 0; x < arguments_.length; x++) {
    const value = (id: number): number => {
      const index = numbers.indexOf(id)
      return index >= 0 ? found[index][x] : operation(graph, id, value)
    }
    numbers.forEach((id, index) => {
      if (graph.nodes[id].op === 'input') return
      // A reciprocal that is no normal float32 has lost digits, or the number.
      const denominator = isInverted(graph, id, uniform) ? Math.abs(value(graph.nodes[id].args[1])) : 1
      if (dtype === 'float32' && !(denominator > 2 ** -126 && denominator < 2 ** 126)) return
      const expected = round(operation(graph, id, value))
      const actual = found[index][x]
      const allowed = allowedUlps(graph, id, dtype, uniform) * Math.max(tiny, Math.abs(expected) * epsilon)
      const nearOverflow = allowed > 0 && Math.abs(expected) > 1e38 && dtype === 'float32'
      if (Object.is(expected, actual) || Math.abs(expected - actual) <= allowed || nearOverflow) return
      if (expected === 0 && actual === 0) return
      const { op, args } = graph.nodes[id]
      expect.fail(`${dtype} ${op}(${args.map(value)}) is ${actual}, not ${expected}, in ${JSON.stringify(graph)}`)
    })
  }
}

describe.each(['float32', 'float64'] as const)('random formulas, %s', (dtype) => {
  test.each(['element', 'vector', 'signal'] as const)('lambda as %s', async (uniform) => {
    const random = createRandom(uniform.length)
    for (let k = 0; k < 60; k++) {
      const graph = randomFormula(() => random.uniform(), { depth: 6 })
      const numbers = graph.nodes.flatMap((node, id) => (signatures[node.op].result === 'number' ? [id] : []))
      // The builder refuses formulas without a signal operand; those are settled when they are parsed.
      if (!graph.nodes.some((node) => node.name === 'r')) continue
      const everything = await run(dtype, { nodes: graph.nodes, outputs: numbers }, uniform)
      checkNodes(graph, numbers, everything, dtype, uniform)
      const [alone] = await run(dtype, graph, uniform)
      expect(alone).toEqual(everything[numbers.indexOf(graph.outputs[0])])
    }
  })
})

/** Fluxes of the standard diffusivities and two harder ones. */
const fluxes = [
  'r/(1 + r^2/lambda^2)',
  'r/sqrt(1 + (r/lambda)^2)',
  'r*exp(-(r/lambda)^2/2)',
  'abs(r) <= lambda ? r : 0',
  'abs(r) <= lambda ? r : lambda*sign(r)',
  'lambda*tanh(r/lambda)',
  'r == 0 ? 0 : -r*expm1(-3.31488/(r/lambda)^8)',
  'max(0, r)',
  'lambda*atan(r/lambda) + log1p((r/lambda)^2)',
]

test.each(fluxes)('%s in float32 agrees with float64 to 1e-5 from 1e-6 λ to 1e6 λ', async (text) => {
  const graph = parse(text, ['r', 'lambda'])
  const evaluate = createEvaluator(graph, ['r', 'lambda'])
  const out = new Float64Array(1)
  const [found] = await run('float32', graph, 'element')
  // Below 1e-25 the eighth power in the hardest formula leaves the range of a float.
  for (let k = 0; k < arguments_.length; k++) {
    evaluate([Math.fround(arguments_[k]), lambda], out)
    expect(Math.abs(found[k] - out[0])).toBeLessThanOrEqual(1e-5 * Math.max(Math.abs(out[0]), 1e-25))
  }
})

/** Formulas that have an instruction sequence of their own. */
const special = [
  'sign(r)',
  'max(0, r)',
  'max(r, 0)',
  'min(0, r)',
  'min(r, 0)',
  'max(r, 0.5)',
  'min(-0.5, r)',
  'r > 0 ? r : 0',
  'r > 0 ? 0 : r',
  'r > 0 ? 1/r : 0',
]

test.each(special)('%s to the bit, signs of zeros and NaN included', async (text) => {
  const numbers = [0, -0, 1, -1, 0.5, -0.5, 3e30, -3e30, 2 ** -149, -(2 ** -149), Infinity, -Infinity, NaN]
  const graph = parse(text, ['r'])
  const evaluate = createEvaluator(graph, ['r'])
  for (const [dtype, values] of [
    ['float32', Float32Array.from(numbers)],
    ['float64', Float64Array.from([...numbers, 2 ** -1074, -(2 ** -1074), 1e300])],
  ] as const) {
    const builder = new PlanBuilder(dtype)
    const r = builder.input('r', { channels: 1, height: 1, width: values.length })
    builder.output('y', builder.map(graph, { r }))
    await using program = await backend.compile(builder.finish())
    const { y } = await program.run({ batch: 1, inputs: { r: values } })
    const expected = Array.from(values, (value) => {
      const out = new Float64Array(1)
      evaluate([value], out)
      return dtype === 'float32' ? Math.fround(out[0]) : out[0]
    })
    expect([...y]).toEqual(expected)
  }
})
