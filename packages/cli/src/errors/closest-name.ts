import { closest, distance } from 'fastest-levenshtein'

/** Greek letters as they stand in papers, for the names that formulas have. */
const letters: Readonly<Record<string, string>> = {
  λ: 'lambda',
  θ: 'theta',
  τ: 'tau',
  σ: 'sigma',
  α: 'alpha',
  β: 'beta',
}

/**
 * The name that was probably meant, whatever its case: the same but for case and separators, one that begins with what
 * was given or has it as a word (`perona`, `tv`), or one of which at most a third is mistyped; null if none is close.
 */
export function closestName(given: string, names: readonly string[]): string | null {
  const wanted = folded(given)
  if (wanted === '' || names.length === 0) return null
  const same = names.find((name) => folded(name) === wanted)
  if (same !== undefined) return same
  const longer = names.filter((name) => isPartOf(wanted, folded(name)))
  if (longer.length > 0) return longer.reduce((best, name) => (name.length < best.length ? name : best))
  const name = names.find((each) => folded(each) === closest(wanted, names.map(folded)))!
  return distance(wanted, folded(name)) <= Math.floor(name.length / 3) ? name : null
}

function folded(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[λθτσαβ]/g, (letter) => letters[letter]!)
    .replace(/[\s_-]+/g, '-')
}

/** Whether a name begins with a text of three letters or more, or has it as one of its words. */
function isPartOf(wanted: string, name: string): boolean {
  if (name.startsWith(wanted)) return wanted.length >= 3
  return wanted.length >= 2 && name.split(/[-:]/).includes(wanted)
}
