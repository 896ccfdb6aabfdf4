// `npm test`: every check in turn, or those named: node scripts/check.mjs [name ...]
import { spawnSync } from 'node:child_process'
import { root } from './packages.mjs'
import { quietTurbo } from './run.mjs'

/** @type {Record<string, [command: string, args: string[]]>} */
const checks = {
  generate: ['turbo', ['run', 'generate', ...quietTurbo]],
  lint: ['biome', ['check', '.']],
  types: [process.execPath, ['scripts/check-types.mjs']],
  imports: [process.execPath, ['scripts/check-imports.mjs']],
  unused: ['knip', ['--config', 'scripts/knip.jsonc', '--no-progress', '--no-config-hints']],
  build: ['turbo', ['run', 'build', ...quietTurbo]], // each package alone sees fewer globals than all together
  tests: ['vitest', ['run']],
}

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(checks)
const unknown = chosen.filter((name) => !Object.hasOwn(checks, name))
if (unknown.length > 0) {
  console.error(`check: no check is called ${unknown.join(', ')}: they are ${Object.keys(checks).join(', ')}`)
  process.exit(2)
}

for (const name of chosen) {
  const [command, args] = /** @type {[string, string[]]} */ (checks[name])
  const start = performance.now()
  const live = name === 'tests'
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32' && command !== process.execPath,
  })
  const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`
  if (result.status !== 0) {
    if (!live) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
    console.error(`✗ ${name} (${seconds})${result.error ? `: ${result.error.message}` : ''}`)
    process.exit(1)
  }
  console.log(`✓ ${name} (${seconds})`)
}
