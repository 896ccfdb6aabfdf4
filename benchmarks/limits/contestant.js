/**
 * A C limit as a contestant.
 *
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @param {string} name of the source in this folder
 * @param {readonly string[]} args
 * @returns {import('../harness/case.js').Contestant}
 */
export function limit({ limit: compiled }, name, args) {
  const program = compiled(name)
  return {
    id: 'limit',
    label: 'C limit',
    kind: 'limit',
    threads: 1,
    start: typeof program === 'string' ? { command: program, args } : program,
  }
}
