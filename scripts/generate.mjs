import { spawnSync } from 'node:child_process'
import { root } from './packages.mjs'

/** Before any test, however it was started: brings the generated sources up to date (at once, if nothing changed). */
export default function generate() {
  const args = ['run', 'generate', '--output-logs=errors-only', '--no-update-notifier']
  const result = spawnSync('turbo', args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    shell: process.platform === 'win32',
  })
  if (result.status === 0) return
  throw new Error(`turbo run generate failed: ${result.error?.message ?? `${result.stdout}${result.stderr}`}`)
}
