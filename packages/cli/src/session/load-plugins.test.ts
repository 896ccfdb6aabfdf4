import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { freshFolder } from '../run-cli.fixtures.js'
import { loadPlugins } from './load-plugins.js'

const plugin = (name: string): string => `export default { name: '${name}', nonlinearities: [] }\n`

let cwd: string
beforeEach(async () => {
  cwd = await freshFolder()
  await writeFile(join(cwd, 'module.mjs'), plugin('from-a-module'))
  await mkdir(join(cwd, 'folder'))
  await writeFile(
    join(cwd, 'folder', 'package.json'),
    '{ "name": "x", "type": "module", "exports": { "import": "./in.js" } }',
  )
  await writeFile(join(cwd, 'folder', 'in.js'), plugin('from-a-folder'))
  await mkdir(join(cwd, 'old'))
  await writeFile(join(cwd, 'old', 'package.json'), '{ "name": "old", "type": "module", "main": "main.js" }')
  await writeFile(join(cwd, 'old', 'main.js'), plugin('from-main'))
  await mkdir(join(cwd, 'node_modules', '@someone', 'installed'), { recursive: true })
  await writeFile(
    join(cwd, 'node_modules', '@someone', 'installed', 'package.json'),
    '{ "name": "@someone/installed", "type": "module", "exports": "./in.js" }',
  )
  await writeFile(join(cwd, 'node_modules', '@someone', 'installed', 'in.js'), plugin('from-a-package'))
})

describe('loadPlugins', () => {
  it('takes modules, folders and installed packages, in order', async () => {
    const names = ['./module.mjs', join(cwd, 'module.mjs'), './folder', './old', '@someone/installed']
    const plugins = await loadPlugins(names, cwd)
    expect(plugins.map(({ name }) => name)).toEqual([
      'from-a-module',
      'from-a-module',
      'from-a-folder',
      'from-main',
      'from-a-package',
    ])
  })

  it.skipIf(process.platform === 'win32').each(['./pipe.mjs', './manifest-pipe', './main-pipe'])(
    'refuses the pipe in %s, which nobody may ever write to',
    async (name) => {
      await mkdir(join(cwd, 'manifest-pipe'))
      await mkdir(join(cwd, 'main-pipe'))
      await writeFile(join(cwd, 'main-pipe', 'package.json'), '{ "main": "in.js" }')
      for (const pipe of ['pipe.mjs', 'manifest-pipe/package.json', 'main-pipe/in.js']) {
        execFileSync('mkfifo', [join(cwd, pipe)])
      }
      await expect(loadPlugins([name], cwd)).rejects.toMatchObject({
        name: 'UsageError',
        message: expect.stringMatching(/is no file; give a module/),
      })
    },
  )

  it.each([
    ['no-such-package', 'no such package is installed here'],
    ['module.mjs', 'for the path write ./module.mjs'],
    ['./empty', 'this folder has no package.json'],
    ['./nothing.mjs', 'it has no default export'],
    ['./damaged-oddly.mjs', 'it fails while it loads: undefined'],
    ['./needs-core.mjs', 'beside the plugin run: npm install @numeural/core-of-tomorrow'],
    ['./needs.mjs', 'it fails while it loads: '],
    ['./no-main', 'its package.json names no main module: '],
    ['./strange.mjs', 'its default export must be what definePlugin'],
    ['./damaged.mjs', 'it fails while it loads: no good'],
    ['./folder-damaged', 'its package.json cannot be read'],
    ['', 'no such package'],
  ])('refuses %s', async (name, message) => {
    await mkdir(join(cwd, 'empty'))
    await writeFile(join(cwd, 'nothing.mjs'), 'export const plugin = 1\n')
    await writeFile(join(cwd, 'strange.mjs'), 'export default "plugin"\n')
    await writeFile(join(cwd, 'damaged.mjs'), 'throw new Error("no good")\n')
    await writeFile(join(cwd, 'damaged-oddly.mjs'), 'throw undefined\n')
    await writeFile(join(cwd, 'needs.mjs'), "import 'a-package-that-is-not-there'\n")
    await writeFile(join(cwd, 'needs-core.mjs'), "import '@numeural/core-of-tomorrow'\n")
    await mkdir(join(cwd, 'no-main'))
    await writeFile(join(cwd, 'no-main', 'package.json'), '{ "name": "x", "exports": { "./sub": "./sub.js" } }')
    await mkdir(join(cwd, 'folder-damaged'))
    await writeFile(join(cwd, 'folder-damaged', 'package.json'), '{')
    await expect(loadPlugins([name], cwd)).rejects.toMatchObject({ name: 'UsageError' })
    await expect(loadPlugins([name], cwd)).rejects.toThrow(`--plugin ${name}: `)
    await expect(loadPlugins([name], cwd)).rejects.toThrow(message)
  })

  it('calls a missing file unreadable, as every command does', async () => {
    await expect(loadPlugins(['./none.mjs'], cwd)).rejects.toMatchObject({
      name: 'WorkError',
      message: '--plugin ./none.mjs: there is no such file or folder',
    })
  })
})
