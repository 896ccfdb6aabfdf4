import { fileURLToPath } from 'node:url'

/**
 * A peer in JavaScript: a Node process of its own, on one thread (jax-js starts no more outside the browser).
 *
 * @param {import('../harness/case.js').Surroundings} surroundings
 * @param {'jax-js' | 'plain-loops'} peer its folder here
 * @param {string} label
 * @param {Readonly<Record<string, unknown>>} settings
 * @returns {import('../harness/case.js').Contestant[]}
 */
export function nodePeer(surroundings, peer, label, settings) {
  if (!surroundings.wants(peer)) return []
  const script = fileURLToPath(new URL(`./${peer}/run.js`, import.meta.url))
  const start = { command: process.execPath, args: [script, JSON.stringify(settings)] }
  return [{ id: peer, label, kind: 'peer', threads: 1, start }]
}
