import { NumeuralError } from '@numeural/errors'
import { type Combination, combinationName, networkOf } from './combination.js'
import type { ConformanceCase } from './conformance-case.js'
import { violation } from './violation.js'

/** A combination that makes no sense must be refused with an error that has the given code and names the culprits. */
export function refusalCase(combination: Combination, code: string): ConformanceCase {
  const name = `${combinationName(combination)}: refused (${code})`
  return {
    name,
    run: async () => {
      const error = errorOf(() => networkOf(combination))
      if (!(error instanceof NumeuralError) || error.code !== code) throw violation(name, error, `an error ${code}`)
      if (!error.message.includes(`'${combination.activation.name}'`))
        throw violation(name, error.message, `a message that names '${combination.activation.name}'`)
      return { points: 1, redrawn: 0 }
    },
  }
}

function errorOf(make: () => unknown): unknown {
  try {
    make()
    return 'no error'
  } catch (error) {
    return error
  }
}
