import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { fillPage } from './fill-page.js'

const root = new URL('../../', import.meta.url)

/**
 * Brings the tables of docs/performance.md up to date,
 * and aligns their columns as the formatter of this repository wants them.
 *
 * @param {import('./fill-page.js').Results} results
 * @returns {string} the path of the page
 */
export function writePage(results) {
  const page = new URL('docs/performance.md', root)
  writeFileSync(page, fillPage(readFileSync(page, 'utf8'), results))
  const path = fileURLToPath(page)
  const biome = createRequire(new URL('package.json', root)).resolve('@biomejs/biome/bin/biome')
  const { status, stderr } = spawnSync(process.execPath, [biome, 'format', '--write', path], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${path} was written, but cannot be formatted: ${stderr}`)
  return path
}
