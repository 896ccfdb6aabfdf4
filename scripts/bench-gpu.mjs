// `npm run bench:gpu`: builds, then measures the gpu backend next to wasm, in Node and in headless Chromium;
// arguments go to the browser part.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './packages.mjs'
import { quietTurbo, run } from './run.mjs'

run('turbo', ['run', 'build', ...quietTurbo])
for (const [script, ...given] of [['node.js'], ['browser.js', ...process.argv.slice(2)]]) {
  const file = join(root, 'benchmarks', 'gpu', script)
  const result = spawnSync(process.execPath, [file, ...given], { stdio: 'inherit' })
  if (result.error) throw result.error
  if (result.status !== 0) process.exit(result.status ?? 1)
}
