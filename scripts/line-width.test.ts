import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wideComments, widest } from './line-width.mjs'
import { root } from './packages.mjs'

const long = 'word '.repeat(30).trim()

describe('wideComments', () => {
  it('finds comments of every kind that are too wide, and no wide code', () => {
    const text = `/** ${long} */\nconst a = 1\n/*\n * short\n * ${long}\n */\nconst b = '${long}'\nconst c = 3 // ${long}\n`
    expect(wideComments('a.ts', text)).toEqual([1, 5, 8])
  })

  it('takes the last column, an address, a type and an instruction to a tool', () => {
    expect(wideComments('a.ts', `// ${'x'.repeat(widest - 3)}\n// https://${'x'.repeat(widest)}\n`)).toEqual([])
    expect(wideComments('a.ts', `// biome-ignore lint/x: ${long}\n`)).toEqual([])
    expect(wideComments('a.js', `/** @typedef {{ a: '${long}' }} A */\n`)).toEqual([])
  })
})

describe('the sources', () => {
  it('have no comment that is too wide', () => {
    const { stdout } = spawnSync('git', ['ls-files', '*.ts', '*.js', '*.mjs'], { cwd: root, encoding: 'utf8' })
    const files = stdout.trim().split('\n')
    expect(files.length).toBeGreaterThan(500)
    const wide = files.flatMap((file) =>
      wideComments(file, readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}`),
    )
    expect(wide).toEqual([])
  })
})
