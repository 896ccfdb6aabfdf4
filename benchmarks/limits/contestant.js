/**
 * The C limit of a workload as a contestant.
 *
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @param {string} name of the source in this folder
 * @param {readonly string[]} args
 * @returns {import('../harness/case.js').Contestant}
 */
export function limit({ limit: compiled }, name, args) {
  const program = compiled(name)
  const start = typeof program === 'string' ? { command: program, args } : program
  return { id: 'limit', label: 'C limit', kind: 'limit', threads: 1, start }
}

/**
 * The time that the operations of a case would take at least, if nothing but they had to be done.
 *
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @param {number} operations of a step
 * @returns {import('../harness/case.js').Contestant}
 */
export function arithmeticPeak(surroundings, operations) {
  const peak = limit(surroundings, 'arithmetic-peak', [String(operations)])
  return { ...peak, id: 'peak', label: 'arithmetic peak', unchecked: 'operations alone, without data' }
}
