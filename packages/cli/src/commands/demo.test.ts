import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshFolder, run } from '../run-cli.fixtures.js'

test.each([
  [['--out', ''], 'name a folder'],
  [['--out', 'taken.txt'], 'this is a file'],
  [['--seed', '-1'], '--seed'],
  [['--epochs', '3'], '--epochs'],
])('demo %j is refused before any work', async (options, message) => {
  const cwd = await freshFolder()
  await writeFile(join(cwd, 'taken.txt'), '')
  const { code, stdout, stderr } = await run(['demo', ...options], { cwd })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})
