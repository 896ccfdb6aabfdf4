import type { Transform } from './transform.js'

/** Numbers that are not trained: no raw numbers, always the same effective ones. */
export function fixedTransform(values: readonly number[]): Transform {
  return {
    rawLength: 0,
    length: values.length,
    initial: () => [],
    at: ({ effective, offset }) => ({
      forward: () => effective.set(values, offset),
      pull() {},
    }),
  }
}
