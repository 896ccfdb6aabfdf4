/**
 * What really ran, a line for each: a library may take fewer threads than it was asked for.
 *
 * @param {import('../harness/run-case.js').CaseResult} result
 */
export function whatRan({ outcomes }) {
  /** @type {Map<string, string[]>} */
  const labels = new Map()
  for (const { info, label } of outcomes) {
    if (info !== '') labels.set(info, [...(labels.get(info) ?? []), label])
  }
  return [...labels].map(([info, members]) => `${members.join(', ')}: ${info}`)
}
