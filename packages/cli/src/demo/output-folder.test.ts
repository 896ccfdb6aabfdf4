import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshFolder } from '../run-cli.fixtures.js'
import { openOutputFolder } from './output-folder.js'
import { generator } from './report/report.js'

const page = (text: string): string => `<meta name="generator" content="${generator}">${text}`

test('a new folder appears at once, with its parents', async () => {
  const out = join(await freshFolder(), 'deep', 'report')
  const folder = await openOutputFolder(out)
  await writeFile(join(folder.staging, 'index.html'), page('new'))
  expect(existsSync(out)).toBe(false)
  await folder.publish()
  expect(await readdir(join(out, '..'))).toEqual(['report'])
  expect(await readFile(join(out, 'index.html'), 'utf8')).toBe(page('new'))
})

test('an earlier report is replaced file by file; what else lies there stays', async () => {
  const parent = await freshFolder()
  const out = join(parent, 'report')
  await mkdir(join(out, 'images'), { recursive: true })
  await writeFile(join(out, 'index.html'), page('old'))
  await writeFile(join(out, 'images', 'note.txt'), 'mine')
  const folder = await openOutputFolder(out)
  await mkdir(join(folder.staging, 'images'))
  await writeFile(join(folder.staging, 'images', 'clean.png'), 'pixels')
  await writeFile(join(folder.staging, 'index.html'), page('new'))
  await folder.publish()
  expect(await readdir(parent)).toEqual(['report'])
  expect((await readdir(join(out, 'images'))).sort()).toEqual(['clean.png', 'note.txt'])
  expect(await readFile(join(out, 'index.html'), 'utf8')).toBe(page('new'))
})

test('a file, and a folder of something else, are refused and left alone', async () => {
  const parent = await freshFolder()
  await writeFile(join(parent, 'index.html'), '<p>my home page</p>')
  await expect(openOutputFolder(parent)).rejects.toThrow('holds something else')
  await expect(openOutputFolder(join(parent, 'index.html'))).rejects.toThrow('this is a file')
  expect(await readdir(parent)).toEqual(['index.html'])
})

test('what is discarded leaves nothing', async () => {
  const parent = await freshFolder()
  const folder = await openOutputFolder(join(parent, 'report'))
  await writeFile(join(folder.staging, 'index.html'), page('new'))
  await folder.discard()
  expect(await readdir(parent)).toEqual([])
})
