// Type-checks the sources with their tests, and the examples of every README.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './packages.mjs'
import { readmeBlocksOf, readmeFiles } from './readme-blocks.mjs'

/** Writes the examples beside their README, where their imports resolve as in the tests that run them. Returns how many there are. */
function writeExamples() {
  let count = 0
  for (const readme of readmeFiles()) {
    const folder = join(dirname(readme), 'readme-examples')
    rmSync(folder, { recursive: true, force: true })
    for (const { line, code } of readmeBlocksOf(readme)) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, `line-${line}.ts`), code)
      count++
    }
  }
  return count
}

/** @param {string} project */
function check(project) {
  const shell = process.platform === 'win32'
  const result = spawnSync('tsc', ['-p', project], { cwd: root, stdio: 'inherit', shell })
  if (result.error) throw result.error
  if (result.status !== 0) process.exit(1)
}

check('tsconfig.json')
if (writeExamples() > 0) check('tsconfig.readme.json') // tsc refuses a project without files
