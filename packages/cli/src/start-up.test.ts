import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** Every module that a source file loads when it is loaded: imports of types and dynamic imports cost nothing. */
function staticImports(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|export) (?!type\b)[^;'"]*?from '([^']+)'|^import '([^']+)'/gm)].map(
    (match) => (match[1] ?? match[2])!,
  )
}

/** Everything loaded before a command does its work. */
function loadedAtStart(entry: string): { files: string[]; modules: Set<string> } {
  const files = [entry]
  const modules = new Set<string>()
  for (const file of files) {
    for (const specifier of staticImports(file)) {
      if (!specifier.startsWith('.')) {
        modules.add(specifier)
        continue
      }
      const next = resolve(dirname(file), specifier.replace(/\.js$/, '.ts'))
      if (!files.includes(next)) files.push(next)
    }
  }
  return { files, modules }
}

describe('start-up', () => {
  it('loads the framework and no package, so that --version and --help are quick', () => {
    const { files, modules } = loadedAtStart(fileURLToPath(new URL('main.ts', import.meta.url)))
    expect(files.length).toBeGreaterThan(15)
    expect([...modules].filter((name) => !name.startsWith('node:'))).toEqual(['commander', 'fastest-levenshtein'])
  })
})
