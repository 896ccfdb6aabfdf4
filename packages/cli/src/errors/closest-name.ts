import { closest, distance } from 'fastest-levenshtein'

/** The name that was probably meant: at most a third of it mistyped; null if none is close. */
export function closestName(given: string, names: readonly string[]): string | null {
  if (given === '' || names.length === 0) return null
  const name = closest(given, names)
  return distance(given, name) <= Math.floor(name.length / 3) ? name : null
}
