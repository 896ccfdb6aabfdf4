import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freshFolder, run } from '../run-cli.fixtures.js'

it('remarks on a table that reads as many short signals', async () => {
  const cwd = await freshFolder()
  await writeFile(join(cwd, 'table.csv'), Array.from({ length: 40 }, (_, t) => `${t},${100 + (t % 7)}`).join('\n'))
  const argv = ['denoise', 'table.csv', '-o', 'out.csv', '--backend', 'reference']
  const { code, stderr } = await run(argv, { cwd })
  expect(code).toBe(0)
  expect(stderr).toMatch(/^note: read as 40 signals of 2 samples: a row is a signal/m)
})
