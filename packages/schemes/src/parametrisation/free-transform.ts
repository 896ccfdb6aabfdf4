import type { Transform } from './transform.js'

/** Numbers that are trained as they are. */
export function freeTransform(length: number, initial: Transform['initial']): Transform {
  return {
    rawLength: length,
    length,
    initial,
    at: ({ raw, rawOffset, effective, offset, rawGradient }) => ({
      forward() {
        for (let i = 0; i < length; i++) effective[offset + i] = raw[rawOffset + i]!
      },
      pull(gradient) {
        for (let i = 0; i < length; i++) rawGradient[rawOffset + i] = gradient[offset + i]!
      },
    }),
  }
}
