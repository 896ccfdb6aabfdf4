import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listPackages, root, sourcePaths } from './packages.mjs'

const packages = listPackages()

describe('the workspace', () => {
  it('gives TypeScript the same source file of every public entry as the tests: else run `npm run paths`', () => {
    const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
    expect(compilerOptions.paths).toEqual(sourcePaths())
  })

  it.each(packages.map((each) => [each.manifest.name, each] as const))('%s refers to what it depends on', (_, each) => {
    const { references = [] } = JSON.parse(readFileSync(join(each.folder, 'tsconfig.json'), 'utf8'))
    const referred = references.map(({ path }: { path: string }) => join(each.folder, path))
    const own = Object.keys(each.manifest.dependencies ?? {})
    const expected = packages.filter(({ manifest }) => own.includes(manifest.name)).map(({ folder }) => folder)
    expect(referred.sort()).toEqual(expected.sort())
  })

  it.each(packages.map((each) => [each.manifest.name, each] as const))('%s gives Node its bundle', (_, each) => {
    for (const target of Object.values(each.manifest.exports)) {
      if (typeof target === 'string') continue
      expect(Object.keys(target)).toEqual(['types', 'node', 'default']) // the first that fits is taken
      expect(target.node).toBe(target.default.replace('./dist/', './dist/bundle/'))
    }
  })
})
