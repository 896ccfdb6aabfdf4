import { fileURLToPath } from 'node:url'
import { python } from '../../harness/find-python.js'

/**
 * A Python peer as a contestant; absent if its module cannot be imported.
 *
 * @param {import('../../harness/case.js').Surroundings} surroundings
 * @param {object} options
 * @param {string} options.module that it needs
 * @param {string} options.script in `peers/`
 * @param {Readonly<Record<string, unknown>> & { threads: number }} options.settings
 * @param {Pick<import('../../harness/case.js').Contestant, 'id' | 'label'> & { unchecked?: string, repeats?: number }} options.entry
 * @returns {import('../../harness/case.js').Contestant}
 */
export function pythonPeer(surroundings, { module, script, settings, entry }) {
  const version = surroundings.python(module)
  const threads = String(settings.threads)
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url))
  return {
    ...entry,
    kind: 'peer',
    threads: settings.threads,
    start:
      typeof version === 'string'
        ? {
            command: python,
            args: [path, JSON.stringify(settings)],
            env: {
              OMP_NUM_THREADS: threads,
              OPENBLAS_NUM_THREADS: threads,
              PYTHONDONTWRITEBYTECODE: '1',
              // Else glibc returns the memory of every large array to the system and has it zeroed again:
              // up to 40 % slower.
              MALLOC_MMAP_THRESHOLD_: String(2 ** 25),
              MALLOC_TRIM_THRESHOLD_: String(2 ** 32),
            },
          }
        : version,
  }
}
