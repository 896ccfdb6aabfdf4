import { spawnSync } from 'node:child_process'

/** Debian's interpreter, which sees the modules that its packages install. */
export const python = '/usr/bin/python3'

/** @type {Map<string, string | { absent: string }>} */
const found = new Map()

/**
 * The version of a Python module, or why it cannot be used.
 *
 * @param {string} module
 * @returns {string | { absent: string }}
 */
export function pythonModule(module) {
  const known = found.get(module)
  if (known !== undefined) return known
  const { status, stdout, stderr } = spawnSync(python, ['-c', `import ${module}; print(${module}.__version__)`], {
    encoding: 'utf8',
  })
  const reason = stderr?.trim().split('\n').at(-1) || `${python} is not there`
  const result = status === 0 ? stdout.trim() : { absent: reason }
  found.set(module, result)
  return result
}
