import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fillPage } from './fill-page.js'

/**
 * Brings the tables of docs/performance.md up to date.
 *
 * @param {import('./fill-page.js').Results} results
 */
export function writePage(results) {
  const path = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))
  writeFileSync(path, fillPage(readFileSync(path, 'utf8'), results))
  return path
}
