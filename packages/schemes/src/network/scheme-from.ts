import { defineScheme } from '../scheme/define-scheme.js'
import type { Scheme, SchemeDefinition } from '../scheme/scheme.js'

/** Equal definitions give the same object, which is analysed once. */
const known = new Map<string, Scheme>()
const remembered = 64

/** The scheme of a description. */
export function schemeFrom(description: SchemeDefinition): Scheme {
  const key = JSON.stringify(description)
  const found = known.get(key)
  if (found !== undefined) return found
  const scheme = defineScheme(description)
  const [oldest] = known.keys()
  if (known.size >= remembered) known.delete(oldest)
  known.set(key, scheme)
  return scheme
}
