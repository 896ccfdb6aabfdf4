import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {{ types: string, node?: string, default: string }} ExportTarget
 * @typedef {{ name: string, version: string, description: string, exports: Record<string, string | ExportTarget>, dependencies?: Record<string, string>, devDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} Manifest
 * @typedef {{ folder: string, manifest: Manifest }} WorkspacePackage
 */

/** The top folder of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Every published package: its folder and its manifest.
 * @returns {WorkspacePackage[]}
 */
export function listPackages() {
  return packagesIn('packages')
}

/**
 * Every example that is a package of its own, as a user would publish it.
 * @returns {WorkspacePackage[]}
 */
export function listExamples() {
  return packagesIn('examples')
}

/**
 * @param {string} group
 * @returns {WorkspacePackage[]}
 */
function packagesIn(group) {
  return readdirSync(join(root, group), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => {
      const folder = join(root, group, entry.name)
      return { folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }
    })
}

/**
 * The public entries of a package by its `exports`, each with its source file:
 * `{ '@numeural/datasets/node': '…/src/node.ts' }`.
 * @param {WorkspacePackage} workspacePackage
 * @returns {Record<string, string>}
 */
export function entriesOf({ folder, manifest }) {
  /** @type {Record<string, string>} */
  const entries = {}
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue
    // An example in plain JavaScript runs from its sources; all else is built.
    const isSource = target.default.startsWith('./src/')
    const source = isSource ? target.default : target.types.replace(/^\.\/dist\//, 'src/').replace(/\.d\.ts$/, '.ts')
    entries[manifest.name + subpath.slice(1)] = join(folder, source)
  }
  return entries
}

/**
 * Where TypeScript finds the source of every public entry: `paths` of the tsconfig.json at the top.
 * @returns {Record<string, [file: string]>}
 */
export function sourcePaths() {
  const entries = [...listPackages(), ...listExamples()].flatMap((each) => Object.entries(entriesOf(each)))
  return Object.fromEntries(
    entries.map(([specifier, file]) => [specifier, [`./${relative(root, file).replaceAll('\\', '/')}`]]),
  )
}
