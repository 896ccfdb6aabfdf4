// `npm run fuzz -- [--seed 1] [--from 0] [--count 20000]`: attacks the bounds of random formulas. What was said of the
// formulas before `--from` need not be said again, so that a long run can be taken in parts.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { root } from './packages.mjs'

const text = /** @type {const} */ ('string')
const { values } = parseArgs({
  options: {
    seed: { type: text, default: '1' },
    from: { type: text, default: '0' },
    count: { type: text, default: '20000' },
  },
})
const result = spawnSync('vitest', ['run', 'conformance/src/fuzz', '--maxWorkers=1'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    NUMEURAL_FUZZ_SEED: values.seed,
    NUMEURAL_FUZZ_FROM: values.from,
    NUMEURAL_FUZZ_COUNT: values.count,
  },
  shell: process.platform === 'win32',
})
process.exit(result.status ?? 1)
