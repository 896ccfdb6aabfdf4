// Type-checks the sources with their tests, and the examples of every README and page of docs/.
// All of them lie in one project, where an index may miss; the published sources of a package whose own tsconfig.json
// has `noUncheckedIndexedAccess` are held to it here too (its build is,
// but tests and sources are checked before builds).
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { listPackages, root } from './packages.mjs'
import { readmeBlocksOf, readmeFiles } from './readme-blocks.mjs'
import { testFile } from './source-imports.mjs'

/**
 * Writes the examples beside their page, where their imports resolve as in the tests that run them.
 * Returns how many there are.
 */
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

/** What the strict packages' sources, without their tests, have against `noUncheckedIndexedAccess`. */
function findUncheckedIndices() {
  const strict = listPackages()
    .filter(({ folder }) => {
      const { compilerOptions } = JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8'))
      return compilerOptions.noUncheckedIndexedAccess === true
    })
    .map(({ folder }) => `${relative(root, folder).replaceAll('\\', '/')}/src/`)
  const args = ['-p', 'tsconfig.json', '--noUncheckedIndexedAccess', '--pretty', 'false']
  const { stdout, error } = spawnSync('tsc', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    shell: process.platform === 'win32',
  })
  if (error) throw error
  return stdout.split('\n').filter((line) => {
    const file = /^(.+?)\(\d+,\d+\): error /.exec(line)?.[1]
    return file !== undefined && !testFile.test(file) && strict.some((folder) => file.startsWith(folder))
  })
}

check('tsconfig.json')
const unchecked = findUncheckedIndices()
for (const line of unchecked) console.error(line)
if (unchecked.length > 0) process.exit(1)
if (writeExamples() > 0) check('tsconfig.readme.json') // tsc refuses a project without files
