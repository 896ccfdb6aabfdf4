import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './packages.mjs'
import { extractBlocks, readmeBlocksOf, readmeFiles } from './readme-blocks.mjs'

describe('extractBlocks', () => {
  it('finds the TypeScript blocks, with their lines, and no others', () => {
    const markdown = 'text\n```ts\nconst a = 1\n```\n```bash\nls\n```\n```ts no-run\nb()\n```\n```tsx\nno\n```\n'
    expect(extractBlocks(markdown)).toEqual([
      { line: 2, code: 'const a = 1\n', run: true },
      { line: 8, code: 'b()\n', run: false },
    ])
  })

  it('leaves out a block that never ends', () => {
    expect(extractBlocks('```ts\nconst a = 1\n')).toEqual([])
  })
})

describe('the examples run', () => {
  const before = process.cwd()
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'numeural-readme-'))
    process.chdir(folder) // what an example writes goes here
  })
  afterAll(() => {
    process.chdir(before)
    rmSync(folder, { recursive: true, force: true })
  })

  it('each as a module of its own, on the sources', async () => {
    const [good, bad] = readmeBlocksOf(join(root, 'scripts', 'fixtures', 'README.md'))
    expect(await import(/* @vite-ignore */ good!.id)).toMatchObject({ found: expect.stringMatching(/^\d+\.\d+\.\d+/) })
    await expect(import(/* @vite-ignore */ bad!.id)).rejects.toThrow('an example that fails')
  })

  const blocks = readmeFiles().flatMap(readmeBlocksOf)
  for (const block of blocks.filter(({ run }) => run)) {
    it(`${relative(root, block.readme)}:${block.line}`, { timeout: 120_000 }, async () => {
      await import(/* @vite-ignore */ block.id)
    })
  }
})
