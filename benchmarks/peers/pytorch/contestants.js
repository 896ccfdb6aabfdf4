import { counted } from '../../harness/counted.js'
import { pythonPeer } from '../python/contestant.js'

/**
 * PyTorch on every number of threads asked for.
 *
 * @param {import('../../harness/case.js').Surroundings} surroundings
 * @param {string} work the module in this folder that does it
 * @param {Readonly<Record<string, unknown>>} settings
 * @param {string} [variant] if the work has several
 * @returns {import('../../harness/case.js').Contestant[]}
 */
export function pytorch(surroundings, work, settings, variant) {
  if (!surroundings.wants('pytorch')) return []
  return surroundings.threads.map((threads) =>
    pythonPeer(surroundings, {
      module: 'torch',
      script: 'pytorch/run.py',
      settings: { ...settings, work, variant, threads },
      entry: {
        id: ['pytorch', ...(variant === undefined ? [] : [variant]), threads].join('-'),
        label: `PyTorch${variant === undefined ? '' : `, ${variant}`}, ${counted(threads)}`,
      },
    }),
  )
}
