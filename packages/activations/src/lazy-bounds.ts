import type { NonlinearityBounds } from './nonlinearity-bounds.js'

/**
 * Bounds that are computed when they are first read: a network needs gMax alone, which is found faster than the slopes.
 */
export function lazyBounds(
  parts: {
    readonly [Name in keyof NonlinearityBounds]: () => NonlinearityBounds[Name]
  },
): NonlinearityBounds {
  const [gMax, lipschitz, minSlope, monotone] = [
    once(parts.gMax),
    once(parts.lipschitz),
    once(parts.minSlope),
    once(parts.monotone),
  ]
  const bounds: NonlinearityBounds = {
    get gMax() {
      return gMax()
    },
    get lipschitz() {
      return lipschitz()
    },
    get monotone() {
      return monotone()
    },
    get minSlope() {
      return minSlope()
    },
  }
  // Node would print getters by that word.
  return Object.defineProperty(bounds, Symbol.for('nodejs.util.inspect.custom'), { value: () => ({ ...bounds }) })
}

/** A function that remembers what it gave the first time. */
export function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => (known ??= { value: compute() }).value
}
