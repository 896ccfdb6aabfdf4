// `npm start`: builds, then runs `numeural demo` with the arguments that were given.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './packages.mjs'
import { quietTurbo, run } from './run.mjs'

const start = performance.now()
process.stderr.write('building … ')
run('turbo', ['run', 'build', ...quietTurbo])
process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`)

const command = join(root, 'packages', 'cli', 'bin', 'numeural.js')
const result = spawnSync(process.execPath, [command, 'demo', ...process.argv.slice(2)], { stdio: 'inherit' })
if (result.error) throw result.error
process.exit(result.status ?? 1)
