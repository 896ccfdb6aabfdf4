// Type-checks the sources with their tests, and the examples of every README and page of docs/.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { root } from './packages.mjs'
import { readmeBlocksOf, readmeFiles } from './readme-blocks.mjs'

/** Writes the examples beside their page, where their imports resolve as in the tests that run them. Returns how many there are. */
function writeExamples() {
  const pages = readmeFiles()
  for (const page of pages) rmSync(join(dirname(page), 'readme-examples'), { recursive: true, force: true })
  const blocks = pages.flatMap(readmeBlocksOf)
  for (const { readme, line, code } of blocks) {
    const folder = join(dirname(readme), 'readme-examples')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${basename(readme, '.md')}-line-${line}.ts`), code)
  }
  return blocks.length
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
