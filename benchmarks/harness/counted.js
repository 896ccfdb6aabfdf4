/**
 * `1 thread`, `2 threads`.
 *
 * @param {number} threads
 */
export function counted(threads) {
  return `${threads} ${threads === 1 ? 'thread' : 'threads'}`
}
