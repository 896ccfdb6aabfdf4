import type { FunctionBuilder, Local } from '../emit/function-builder.js'
import { inlineFunction } from '../emit/inline-function.js'
import type { ModuleBuilder } from '../emit/module-builder.js'
import { type FunctionBody, ModuleReader } from '../emit/module-reader.js'
import type { WasmType } from '../emit/opcodes.js'
import { fixedKernelBytes } from './fixed-kernels.js'

let reader: ModuleReader | undefined
const bodies = new Map<string, FunctionBody>()

/**
 * Emits elementary functions of vectors into a kernel: `exp_f32` and the like, by their names among the fixed kernels.
 */
export class ElementaryFunctions {
  readonly #code: FunctionBuilder
  readonly #module: ModuleBuilder

  constructor(code: FunctionBuilder, module: ModuleBuilder) {
    this.#code = code
    this.#module = module
  }

  /**
   * Replaces the operands on the stack by the function's value. Those in floats are copied into the kernel:
   * a call would spill every vector of the loop around it, and would build every constant of the function anew.
   */
  apply(name: string, operands: number, temporary: () => Local): void {
    if (!name.endsWith('_f32')) {
      this.#call(name, operands)
      return
    }
    inlineFunction(this.#code, bodyOf(name), {
      temporary: (type) => (type === 'v128' ? temporary() : this.#code.local(type)),
      call: (index) => {
        const callee = reader?.nameOf(index)
        if (callee === undefined) throw new Error(`${name} calls a function that is not exported`)
        this.#call(callee, bodyOf(callee).parameters.length)
      },
    })
  }

  #call(name: string, operands: number): void {
    const parameters = new Array<WasmType>(operands).fill('v128')
    this.#code.call(this.#module.importFunction(name, { parameters, results: ['v128'] }))
  }
}

function bodyOf(name: string): FunctionBody {
  reader ??= new ModuleReader(fixedKernelBytes())
  let body = bodies.get(name)
  if (body === undefined) {
    body = reader.body(name)
    bodies.set(name, body)
  }
  return body
}
