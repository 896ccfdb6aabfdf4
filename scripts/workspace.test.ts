import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { entriesOf, listPackages, root } from './packages.mjs'

const packages = listPackages()

describe('the workspace', () => {
  it('gives every public entry the same source file in tsconfig.json as in the tests', () => {
    const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
    const paths: Record<string, string[]> = compilerOptions.paths
    for (const [entry, file] of packages.flatMap((each) => Object.entries(entriesOf(each)))) {
      const [, name] = entry.split('/')
      const path = paths[entry]?.[0] ?? paths['@numeural/*']![0]!.replace('*', name ?? '')
      expect(path, entry).toBe(`./${relative(root, file)}`)
    }
  })

  it.each(packages.map((each) => [each.manifest.name, each] as const))('%s refers to what it depends on', (_, each) => {
    const { references = [] } = JSON.parse(readFileSync(join(each.folder, 'tsconfig.json'), 'utf8'))
    const referred = references.map(({ path }: { path: string }) => join(each.folder, path))
    const own = Object.keys(each.manifest.dependencies ?? {})
    const expected = packages.filter(({ manifest }) => own.includes(manifest.name)).map(({ folder }) => folder)
    expect(referred.sort()).toEqual(expected.sort())
  })
})
