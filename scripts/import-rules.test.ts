import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importOrder } from './import-order.mjs'
import { findProblems } from './import-rules.mjs'
import { entriesOf, listPackages, root, type WorkspacePackage } from './packages.mjs'
import { type Source, specifiersOf } from './source-imports.mjs'

const base = aPackage('base', ['.'])
const upper = aPackage('upper', ['.', './extra'], { base: '1', other: '1' })
const order = [
  ['base', []],
  ['other', []],
  ['upper', ['base']],
  ['upper/extra', ['base', 'other', 'upper']],
] as const

function aPackage(name: string, subpaths: string[], dependencies: Record<string, string> = {}): WorkspacePackage {
  const target = (subpath: string) => ({
    types: `./dist/${subpath === '.' ? 'index' : subpath.slice(2)}.d.ts`,
    default: '',
  })
  const exports = Object.fromEntries(subpaths.map((subpath) => [subpath, target(subpath)]))
  return {
    folder: join(root, 'packages', name),
    manifest: { name, version: '1.0.0', description: '', exports, dependencies },
  }
}

function aSource(name: string, files: string[], modules: string[] = [], test = false): Source {
  const owner = name.split('/')[0]!
  const path = (each: string) => each.replace('/', '/src/').replace(/^/, 'packages/')
  return { file: path(name), package: owner, test, files: files.map(path), modules }
}

function problems(...sources: Source[]) {
  return findProblems([base, aPackage('other', ['.']), upper], sources, order, { upper: ['other'] })
}

describe('findProblems', () => {
  it('accepts imports that run along the order', () => {
    expect(
      problems(
        aSource('base/index.ts', []),
        aSource('upper/index.ts', ['upper/a.ts'], ['base', 'node:fs']),
        aSource('upper/a.ts', []),
      ),
    ).toEqual([])
  })

  it('refuses an import against the order', () => {
    expect(problems(aSource('base/index.ts', [], ['upper']))).toContain(
      'packages/base/src/index.ts: base may not import upper: it may import no other package',
    )
  })

  it('holds each entry to its own line, through the files that it reaches', () => {
    const shared = aSource('upper/shared.ts', [], ['other'])
    expect(problems(aSource('upper/extra.ts', ['upper/shared.ts'], ['upper']), shared)).toEqual([])
    expect(problems(aSource('upper/index.ts', ['upper/shared.ts']), shared)).toEqual([
      'packages/upper/src/shared.ts: upper may not import other: it may import base',
    ])
  })

  it('holds a file that no entry reaches to the line of the main entry', () => {
    expect(problems(aSource('upper/worker.ts', [], ['other']))).toHaveLength(1)
  })

  it('refuses a deep import, an undeclared dependency and a way out of the package', () => {
    expect(problems(aSource('upper/index.ts', [], ['base/inner']))).toHaveLength(1)
    expect(problems(aSource('upper/index.ts', [], ['left-pad']))).toEqual([
      'packages/upper/src/index.ts: imports left-pad, which is no dependency of upper',
    ])
    expect(problems(aSource('upper/index.ts', ['base/index.ts']))).toHaveLength(1)
  })

  it('lets tests import more, but not everything', () => {
    expect(problems(aSource('upper/a.test.ts', [], ['other', 'upper/extra', 'vitest'], true))).toEqual([])
    expect(problems(aSource('base/a.test.ts', [], ['upper'], true))).toEqual([
      'packages/base/src/a.test.ts: the tests of base may not import upper',
    ])
  })

  it('finds a circle and names it', () => {
    expect(
      problems(
        aSource('base/a.ts', ['base/b.ts']),
        aSource('base/b.ts', ['base/c.ts']),
        aSource('base/c.ts', ['base/b.ts']),
      ),
    ).toEqual(['imports in a circle: packages/base/src/b.ts → packages/base/src/c.ts → packages/base/src/b.ts'])
  })

  it('finds a circle of folders beside each other, though no file is in a circle', () => {
    const ring = [
      aSource('base/grid/a.ts', ['base/cycle/b.ts']),
      aSource('base/cycle/b.ts', []),
      aSource('base/cycle/deep/c.ts', ['base/grid/d.ts']),
      aSource('base/grid/d.ts', []),
    ]
    expect(problems(...ring)).toEqual([
      'imports in a circle: packages/base/src/grid → packages/base/src/cycle → packages/base/src/grid',
    ])
  })

  it('lets the files beside a folder use it and be used by it, and tests reach into any folder', () => {
    expect(
      problems(
        aSource('base/a.ts', ['base/cycle/b.ts']),
        aSource('base/cycle/b.ts', ['base/c.ts', 'base/cycle/deep/e.ts']),
        aSource('base/cycle/deep/e.ts', ['base/cycle/f.ts']),
        aSource('base/c.ts', []),
        aSource('base/cycle/f.ts', []),
        aSource('base/grid/a.ts', ['base/cycle/b.ts']),
        aSource('base/cycle/b.test.ts', ['base/grid/a.ts'], [], true),
      ),
    ).toEqual([])
  })

  it('refuses a table that runs both ways or forgets an entry', () => {
    expect(
      findProblems(
        [base],
        [],
        [
          ['base', ['later']],
          ['later', []],
        ],
        {},
      ),
    ).toHaveLength(1)
    expect(findProblems([base], [], [], {})).toEqual(['scripts/import-order.mjs: base is missing'])
  })
})

describe('specifiersOf', () => {
  it('reads imports, re-exports, types and literal dynamic imports', () => {
    const text =
      "import a from 'a'\nimport type { B } from 'b'\nexport * from './c.js'\nexport { d } from 'd'\nawait import('e')\nawait import(a)\n"
    expect(specifiersOf('x.ts', text)).toEqual(['a', 'b', './c.js', 'd', 'e'])
  })

  it('refuses what is not TypeScript', () => {
    expect(() => specifiersOf('x.ts', 'import {')).toThrow('x.ts')
  })
})

describe('the workspace', () => {
  it('lists every public entry in the import order, and no other', () => {
    const entries = listPackages().flatMap((each) => Object.keys(entriesOf(each)))
    expect(importOrder.map(([entry]) => entry).sort()).toEqual(entries.sort())
  })
})
