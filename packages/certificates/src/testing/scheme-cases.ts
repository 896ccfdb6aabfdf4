import { peronaMalik } from '@numeural/activations'
import { NumeuralError } from '@numeural/errors'
import type { Scheme } from '@numeural/schemes'
import { networkOf, spaces, steps } from './combination.js'
import type { ConformanceCase } from './conformance-case.js'
import { violation } from './violation.js'

/** Blocks that are no whole number of cycles make no sense. */
export function schemeCases(scheme: Scheme): ConformanceCase[] {
  if (scheme.length === null) return []
  const name = `${scheme.name}: a part of a cycle is refused`
  return [
    {
      name,
      run: async () => {
        const refused = isRefused(() =>
          networkOf({ activation: peronaMalik, scheme, space: spaces[0] }, { blocks: steps + 1 }),
        )
        if (!refused) throw violation(name, `${steps + 1} blocks for cycles of ${steps}`, 'an error')
        return { points: 1, redrawn: 0 }
      },
    },
  ]
}

function isRefused(make: () => unknown): boolean {
  try {
    make()
    return false
  } catch (error) {
    if (error instanceof NumeuralError && error.message.includes('blocks')) return true
    throw error
  }
}
