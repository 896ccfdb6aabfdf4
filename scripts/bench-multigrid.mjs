// `npm run bench:multigrid`: builds, then times implicit diffusion steps by multigrid against explicit ones,
// with the arguments that were given.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './packages.mjs'
import { quietTurbo, run } from './run.mjs'

run('turbo', ['run', 'build', ...quietTurbo])
const script = join(root, 'benchmarks', 'multigrid', 'run.js')
const result = spawnSync(process.execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
if (result.error) throw result.error
process.exit(result.status ?? 1)
