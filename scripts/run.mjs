import { spawnSync } from 'node:child_process'
import { root } from './packages.mjs'

/** Options with which turbo prints nothing but errors of the tasks and its own summary. */
export const quietTurbo = ['--output-logs=errors-only', '--no-update-notifier']

/**
 * Runs a command to its end and returns what it wrote to stdout;
 * if it fails, shows everything that it wrote and ends this process.
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 * @returns {string}
 */
export function run(command, args, cwd = root) {
  const shell = process.platform === 'win32' && command !== process.execPath
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', shell, maxBuffer: 64 * 2 ** 20 })
  if (result.status === 0) return result.stdout
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
  console.error(`\`${command} ${args.join(' ')}\` failed${result.error ? `: ${result.error.message}` : ''}`)
  process.exit(1)
}
