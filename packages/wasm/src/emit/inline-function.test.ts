import { describe, expect, test } from 'vitest'
import { FunctionBuilder } from './function-builder.js'
import { inlineFunction } from './inline-function.js'
import { ModuleBuilder } from './module-builder.js'
import { type FunctionBody, ModuleReader } from './module-reader.js'
import { f32x4, plain, simd } from './opcodes.js'

const anyTrue = 83
const memory = new WebAssembly.Memory({ initial: 1 })

function splat(code: FunctionBuilder, value: number): void {
  code.vector(new Uint8Array(new Float32Array(4).fill(value).buffer))
}

/** The body that a builder writes, without its last `end`. */
function bodyOf(builder: FunctionBuilder, locals: FunctionBody['locals'] = []): FunctionBody {
  const bytes = builder.encoded()
  // One byte for the number of locals, two for each.
  return { parameters: builder.parameters, locals, code: Uint8Array.from(bytes.slice(1 + 2 * locals.length, -1)) }
}

/** The function of itself of x: it is inlined twice. */
async function applyTwice(body: FunctionBody, x: number): Promise<number> {
  const code = new FunctionBuilder(['i32', 'i32'])
  code.get(1)
  code.get(0)
  code.loadVector(0)
  for (let k = 0; k < 2; k++) {
    inlineFunction(code, body, { temporary: (type) => code.local(type), call: () => expect.fail('a call') })
  }
  code.storeVector(0)
  const module = new ModuleBuilder()
  module.addFunction('run', code)
  const { instance } = await WebAssembly.instantiate(module.finish(false), { env: { memory } })
  const numbers = new Float32Array(memory.buffer)
  numbers.fill(x, 0, 4)
  const { run } = instance.exports as unknown as { run(...addresses: number[]): void }
  run(0, 16)
  return numbers[4]!
}

describe('inlineFunction', () => {
  test('copies arithmetic, and a return ends the inlined part alone', async () => {
    const code = new FunctionBuilder(['v128'])
    // if any lane is set, return 2x; else 3.
    code.get(0)
    code.simd(anyTrue)
    code.when(() => {
      code.get(0)
      code.get(0)
      code.simd(f32x4.add)
      code.plain(plain.return)
    })
    splat(code, 3)
    const body = bodyOf(code)
    expect(await applyTwice(body, 5)).toBe(20)
    expect(await applyTwice(body, 0)).toBe(6)
  })

  test('refuses a local that is read before it is set: in a loop it is not 0', async () => {
    const code = new FunctionBuilder(['v128'])
    code.get(code.local('v128'))
    await expect(applyTwice(bodyOf(code, ['v128']), 1)).rejects.toThrow('reads a local before it is set')
  })

  test('refuses memory', async () => {
    const code = new FunctionBuilder(['v128'])
    code.integer(0)
    code.loadVector(0)
    code.simd(simd.and)
    await expect(applyTwice(bodyOf(code), 1)).rejects.toThrow('reads or writes memory')
  })
})

test('ModuleReader finds functions by name', () => {
  const code = new FunctionBuilder(['i32', 'v128'])
  code.local('v128')
  code.local('i32')
  code.integer(7)
  code.plain(plain.drop)
  const module = new ModuleBuilder()
  module.addFunction('first', new FunctionBuilder([]))
  module.addFunction('second', code)
  const reader = new ModuleReader(module.finish(false))
  expect(reader.body('second')).toEqual({
    parameters: ['i32', 'v128'],
    locals: ['v128', 'i32'],
    code: Uint8Array.of(plain.i32Const, 7, plain.drop),
  })
  expect(reader.nameOf(1)).toBe('second')
  expect(reader.nameOf(2)).toBeUndefined()
  expect(() => reader.body('third')).toThrow('no function third')
})
