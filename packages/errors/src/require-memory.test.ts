import { expect, it } from 'vitest'
import { requireMemory } from './require-memory.js'

it('allows what a machine may have', () => {
  expect(requireMemory('A plan', 1e6, 'Run smaller batches.')).toBeUndefined()
})

it.each([2 ** 34 + 1, 1e20, Number.POSITIVE_INFINITY])('refuses %s bytes with that number', (bytes) => {
  expect(() => requireMemory('A plan', bytes, 'Run smaller batches.')).toThrow(
    expect.objectContaining({
      name: 'NumeuralError',
      code: 'MEMORY',
      given: bytes,
      message: expect.stringMatching(
        new RegExp(
          `^A plan needs ${String(bytes).replace('+', '\\+')} bytes of memory; allowed: at most \\d+ bytes here\\.$`,
        ),
      ),
    }),
  )
})
