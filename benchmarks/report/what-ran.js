/**
 * What really ran: a library may take fewer threads than it was asked for.
 *
 * @param {import('../harness/run-case.js').CaseResult} result
 */
export function whatRan({ outcomes }) {
  const told = outcomes.map(({ info }) => info).filter((info) => info !== '')
  return `What ran: ${[...new Set(told)].join('; ')}.`
}
