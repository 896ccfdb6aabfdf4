import { type Backend, createRandom, type Dtype, type FloatArray, PlanBuilder } from '@numeural/plan'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWasmBackend } from '../wasm-backend.js'

let backend: Backend
beforeAll(async () => {
  backend = await openWasmBackend()
})
afterAll(() => backend.dispose())

interface Elementary {
  readonly name: 'exp' | 'expm1' | 'log' | 'log1p' | 'sin' | 'cos' | 'tan' | 'atan' | 'sinh' | 'cosh' | 'tanh'
  /** Bound of the error in units in the last place of a float64; Math's own error (below 1) comes on top. */
  readonly ulps: number
  /** Bound of the error in units in the last place of the float32 nearest to the exact value. */
  readonly floatUlps: number
  readonly special: readonly number[]
}

const functions: readonly Elementary[] = [
  { name: 'exp', ulps: 2, floatUlps: 1, special: [709.78, 709.79, -745.1, -745.2, -708.5, 88.7, 88.8, -103.9] },
  { name: 'expm1', ulps: 4, floatUlps: 2, special: [709.78, 709.79, -40, -36.8, 1e-300, 0.3465, -0.3466, 41.7] },
  { name: 'log', ulps: 2, floatUlps: 1, special: [1, 1 - 2 ** -53, 1 + 2 ** -52, 5e-324, 2.2e-308, Number.MAX_VALUE] },
  { name: 'log1p', ulps: 3, floatUlps: 2, special: [-1, -1 + 2 ** -53, 1e-300, 1e300, -0.29, 0.41, -0.5] },
  { name: 'sin', ulps: 2, floatUlps: 3, special: [Math.PI, 2 * Math.PI, 999999, 1000001, 1e22, 1e300, 5e-324] },
  { name: 'cos', ulps: 2, floatUlps: 3, special: [Math.PI / 2, 1.5 * Math.PI, 999999, 1000001, 1e22, 1e300] },
  { name: 'tan', ulps: 5, floatUlps: 4, special: [Math.PI / 2, Math.PI, 999999, 1000001, 1e22, 1e300] },
  { name: 'atan', ulps: 2, floatUlps: 2, special: [0.4375, 0.6875, 1.1875, 2.4375, 1e300] },
  { name: 'sinh', ulps: 5, floatUlps: 2, special: [710.4, 710.5, 21.99, 22, 22.01, 1e-300] },
  { name: 'cosh', ulps: 5, floatUlps: 2, special: [710.4, 710.5, 21.99, 22, 22.01] },
  { name: 'tanh', ulps: 5, floatUlps: 2, special: [0.99999, 1, 21.99, 22, 400, 1e-300] },
]

const everywhere = [0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1, -1, 0.5, -0.5]

/** Arguments of every size, near every small multiple of π/4 and ln 2 / 2, and at the function's own edges. */
function sweep(special: readonly number[]): number[] {
  const random = createRandom(7)
  const values = [...everywhere, ...special, ...special.map((x) => -x)]
  for (let k = 0; k < 40_000; k++) {
    const size = 2 ** (random.uniform() * 40 - 30)
    values.push(size, -size, (random.uniform() - 0.5) * 100, (random.uniform() - 0.5) * 1500, random.uniform() * 1e7)
  }
  for (let k = -200; k <= 200; k++) {
    for (const step of [Math.PI / 4, Math.LN2 / 2]) {
      for (const off of [0, 1e-15, -1e-9, 1e-3]) values.push(k * step * (1 + off))
    }
  }
  for (let k = -323; k < 308; k++) values.push(10 ** k, -(10 ** k))
  return values
}

async function apply(dtype: Dtype, formula: string, values: FloatArray): Promise<FloatArray> {
  const builder = new PlanBuilder(dtype)
  const x = builder.input('x', { channels: 1, height: 1, width: values.length })
  builder.output('y', builder.map(formula, { x }))
  await using program = await backend.compile(builder.finish())
  return (await program.run({ batch: 1, inputs: { x: values } })).y
}

const digits: Readonly<Record<Dtype, { bits: number; smallest: number }>> = {
  float32: { bits: 24, smallest: 2 ** -149 },
  float64: { bits: 53, smallest: 2 ** -1074 },
}

/** Distance in units in the last place of the expected value; infinite if only one is finite. */
function ulpsBetween(actual: number, expected: number, dtype: Dtype): number {
  if (Object.is(actual, expected) || actual === expected) return 0
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return Number.POSITIVE_INFINITY
  const { bits, smallest } = digits[dtype]
  const unit = Math.max(smallest, 2 ** (Math.floor(Math.log2(Math.abs(expected))) - bits + 1))
  return Math.abs(actual - expected) / unit
}

describe.each(functions)('$name', ({ name, ulps, floatUlps, special }) => {
  test('float64', async () => {
    const values = Float64Array.from(sweep(special))
    const found = await apply('float64', `${name}(x)`, values)
    values.forEach((x, k) => {
      const off = ulpsBetween(found[k], Math[name](x), 'float64')
      if (off > ulps) expect.fail(`${name}(${x}) is ${found[k]}, not ${Math[name](x)}: ${off} ulps`)
    })
  })

  test('float32', async () => {
    const values = Float32Array.from(sweep(special))
    const found = await apply('float32', `${name}(x)`, values)
    values.forEach((x, k) => {
      const exact = Math.fround(Math[name](x))
      const off = ulpsBetween(found[k], exact, 'float32')
      if (off > floatUlps) {
        expect.fail(`${name}(${x}) is ${found[k]}, not ${exact}: ${off} ulps`)
      }
    })
  })
})

test.each(['expm1', 'log1p', 'sin', 'tan', 'atan', 'sinh', 'tanh'])(
  '%s keeps the sign of 0 in float32',
  async (name) => {
    const found = await apply('float32', `${name}(x)`, Float32Array.of(0, -0, 0, -0))
    expect([...found]).toEqual([0, -0, 0, -0])
  },
)

// What lies behind a row in its last vector may be anything.
test.each(['sin(x)', 'cos(x)', 'tan(x)', 'x^1.7'])(
  '%s does not depend on the other values of its vector',
  async (formula) => {
    const values = Float32Array.from({ length: 400 }, (_, k) => 0.37 + k)
    const alone = await apply('float32', formula, values)
    for (const neighbour of [1e9, Number.NaN, -1]) {
      const others = values.map((x, k) => (k % 2 === 0 ? x : neighbour))
      const found = await apply('float32', formula, others)
      expect(found.filter((_, k) => k % 2 === 0)).toEqual(alone.filter((_, k) => k % 2 === 0))
    }
  },
)

describe('power', () => {
  const bases = [0, 0.5, 1, 1.5, 2, 10, 1e-3, 1e5, -0.5, -2, -3, Number.POSITIVE_INFINITY, Number.NaN]
  const exponents = [0.3, 0.5, -0.5, 1.7, -2.5, 3, -3, 0, 64, 65, -65, 100]

  test.each(exponents)('x^%d', async (exponent) => {
    for (const dtype of ['float32', 'float64'] as const) {
      const values = dtype === 'float32' ? Float32Array.from(bases) : Float64Array.from(bases)
      const found = await apply(dtype, `x^(${exponent})`, values)
      const round = dtype === 'float32' ? Math.fround : (value: number) => value
      // x^64 by repeated multiplication gathers up to six roundings, doubled at every squaring.
      const bound = Math.abs(exponent) <= 64 && Number.isInteger(exponent) ? 64 : 1
      values.forEach((x, k) => {
        const exact = round(x ** round(exponent))
        const off = ulpsBetween(found[k], exact, dtype)
        if (off > bound) expect.fail(`${dtype}: ${x}^${exponent} is ${found[k]}, not ${exact}: ${off} ulps`)
      })
    }
  })

  test('float32, a dense sweep of bases and exponents: 1 ulp', async () => {
    const random = createRandom(11)
    const x = Float32Array.from({ length: 80_000 }, () => 2 ** (random.uniform() * 254 - 127))
    // Results from below the smallest float to beyond the largest; every eighth argument needs the general path.
    const y = x.map((base, k) => {
      const size = (random.uniform() * 2 - 1) * 155
      return k % 8 === 7 ? Math.round(size) : size / Math.max(1e-3, Math.abs(Math.log2(base)))
    })
    for (let k = 7; k < x.length; k += 8) x[k] = -(2 ** (random.uniform() * 4 - 2))
    for (let k = 15; k < x.length; k += 160)
      x[k] = [0, -0, 1e-42, Number.NaN, Number.POSITIVE_INFINITY][((k / 16) % 5) | 0]
    const builder = new PlanBuilder('float32')
    const shape = { channels: 1, height: 1, width: x.length }
    builder.output('z', builder.map('x^y', { x: builder.input('x', shape), y: builder.input('y', shape) }))
    await using program = await backend.compile(builder.finish())
    const { z } = await program.run({ batch: 1, inputs: { x, y } })
    z.forEach((value, k) => {
      const exact = Math.fround(x[k] ** y[k])
      const off = ulpsBetween(value, exact, 'float32')
      if (off > 1) expect.fail(`${x[k]}^${y[k]} is ${value}, not ${exact}: ${off} ulps`)
    })
  })

  test('with an exponent that varies', async () => {
    const builder = new PlanBuilder('float64')
    const x = builder.input('x', { channels: 1, height: 1, width: 4 })
    const y = builder.input('y', { channels: 1, height: 1, width: 4 })
    builder.output('z', builder.map('x^y', { x, y }))
    const program = await backend.compile(builder.finish())
    const inputs = { x: Float64Array.of(2, -8, -2, 0), y: Float64Array.of(0.5, 3, 0.5, -1) }
    const { z } = await program.run({ batch: 1, inputs })
    expect([...z]).toEqual([Math.SQRT2, -512, Number.NaN, Number.POSITIVE_INFINITY])
    program.dispose()
  })
})
