// `npm run bench`: builds, then measures with the arguments that were given;
// not through turbo, which would hide that it runs on a terminal.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './packages.mjs'
import { quietTurbo, run } from './run.mjs'

run('turbo', ['run', 'build', ...quietTurbo])
const script = join(root, 'benchmarks', 'run.js')
const result = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
if (result.error) throw result.error
process.exit(result.status ?? 1)
