import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listPackages, root } from './packages.mjs'
import { readSources } from './source-imports.mjs'

/**
 * A package as the map shows it: what it is, its lines (tests and generated sources aside),
 * the packages that its sources import.
 * @typedef {{ name: string, words: string, lines: number, imports: string[] }} Room
 */

/**
 * Every package by what its published sources import.
 * @returns {Room[]}
 */
export function readHouse() {
  const packages = listPackages()
  const own = new Set(packages.map(({ manifest }) => manifest.name))
  return packages.map((each) => {
    const { name, description: words } = each.manifest
    const sources = readSources(each).filter(({ test, file }) => !test && !file.includes('.generated.'))
    const imports = sources
      .flatMap(({ modules }) => modules.map((specifier) => specifier.split('/').slice(0, 2).join('/')))
      .filter((module) => own.has(module) && module !== name)
    const files = [...sources.map(({ file }) => join(root, file)), ...assemblyOf(each.folder)]
    const lines = files.reduce((sum, file) => sum + readFileSync(file, 'utf8').split('\n').length - 1, 0)
    return { name, words, lines, imports: [...new Set(imports)].sort() }
  })
}

/**
 * Kernels in AssemblyScript, which lie beside the sources.
 * @param {string} folder
 */
function assemblyOf(folder) {
  const assembly = join(folder, 'assembly')
  if (!existsSync(assembly)) return []
  const names = readdirSync(assembly, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(assembly, name))
}

/**
 * The imports that no chain of other imports implies: what is left to draw.
 * Who may import a package may import all that is under it.
 * @param {readonly Room[]} rooms
 * @returns {[from: string, to: string][]}
 */
export function necessaryImports(rooms) {
  const byName = new Map(rooms.map((room) => [room.name, room]))
  /** @param {string} name @returns {Set<string>} */
  const below = (name) => {
    const imports = byName.get(name)?.imports ?? []
    return new Set(imports.flatMap((each) => [each, ...below(each)]))
  }
  return rooms.flatMap(({ name, imports }) =>
    imports
      .filter((target) => !imports.some((other) => other !== target && below(other).has(target)))
      .map((target) => /** @type {[string, string]} */ ([name, target])),
  )
}

/**
 * The floor of each package: one above the highest of what it imports.
 * @param {readonly Room[]} rooms
 * @returns {Map<string, number>}
 */
export function floorsOf(rooms) {
  const byName = new Map(rooms.map((room) => [room.name, room]))
  /** @param {string} name @returns {number} */
  const floor = (name) => Math.max(-1, ...(byName.get(name)?.imports ?? []).map(floor)) + 1
  return new Map(rooms.map(({ name }) => [name, floor(name)]))
}
