import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from './packages.mjs'
import { quietTurbo } from './run.mjs'

/** Before any test, however it was started: brings the generated sources up to date (at once, if nothing changed). */
export default function generate() {
  const tools = [join(root, 'node_modules', '.bin'), join(root, '.tools', 'node_modules', '.bin')]
  const result = spawnSync('turbo', ['run', 'generate', ...quietTurbo], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH: [...tools, process.env.PATH].join(delimiter), TURBO_TELEMETRY_DISABLED: '1' },
    shell: process.platform === 'win32',
  })
  if (result.status === 0) return
  throw new Error(`turbo run generate failed: ${result.error?.message ?? `${result.stdout}${result.stderr}`}`)
}
