import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { root } from './packages.mjs'

/**
 * A source file and what it imports: relative imports as paths from the top of the repository, others as written.
 * @typedef {{ file: string, package: string, test: boolean, files: string[], modules: string[] }} Source
 */

/** Files that are no part of the published package, as in the packages' tsconfig.json. */
export const testFile = /\.(test|bench|fixtures)\.ts$/

/**
 * Every specifier that a module names: static imports, re-exports, and dynamic imports of a literal; types included.
 * @param {string} file
 * @param {string} text
 * @returns {string[]}
 */
export function specifiersOf(file, text) {
  const { module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const specifiers = module.staticImports.map((statement) => statement.moduleRequest.value)
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) if (entry.moduleRequest) specifiers.push(entry.moduleRequest.value)
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^(['"])(.*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))
    if (literal?.[2]) specifiers.push(literal[2])
  }
  return [...new Set(specifiers)]
}

/**
 * The sources of a package.
 * @param {import('./packages.mjs').WorkspacePackage} workspacePackage
 * @returns {Source[]}
 */
export function readSources({ folder, manifest }) {
  const names = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => /\.m?ts$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => {
      const path = join(folder, 'src', name)
      const specifiers = specifiersOf(path, readFileSync(path, 'utf8'))
      const local = specifiers.filter((specifier) => specifier.startsWith('.'))
      return {
        file: relative(root, path),
        package: manifest.name,
        test: testFile.test(name),
        files: local.map((specifier) => relative(root, resolve(dirname(path), specifier.replace(/\.js$/, '.ts')))),
        modules: specifiers.filter((specifier) => !specifier.startsWith('.')),
      }
    })
}
