import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { freshFolder, run, runJson } from '../run-cli.fixtures.js'

interface Listed {
  readonly nonlinearities: readonly ({ readonly name: string } & Record<string, unknown>)[]
  readonly schemes: readonly ({ readonly name: string } & Record<string, unknown>)[]
  readonly backends: readonly { readonly name: string; readonly available: boolean; readonly reason: string | null }[]
}

const plugin = fileURLToPath(new URL('plugin.fixtures.ts', import.meta.url))

async function list(...argv: string[]): Promise<Listed> {
  return (await runJson(['list', ...argv])) as unknown as Listed
}

describe('numeural list', { timeout: 60_000 }, () => {
  it('has the keys that scripts rely on', async () => {
    const { nonlinearities, schemes, backends } = await list()
    const keys = ['name', 'parameters', 'definedBy', 'gMax', 'lipschitz', 'monotone', 'source', 'plugin']
    for (const entry of nonlinearities) expect(Object.keys(entry)).toEqual(keys)
    for (const entry of schemes) {
      expect(Object.keys(entry)).toEqual([
        'name',
        'parameters',
        'update',
        'at',
        'time',
        'order',
        'source',
        'solver',
        'plugin',
      ])
    }
    expect(nonlinearities.find(({ name }) => name === 'perona-malik')).toMatchObject({
      parameters: { lambda: { default: 1, domain: 'positive' } },
      definedBy: 'diffusivity',
      monotone: false,
    })
    expect(nonlinearities.find(({ name }) => name === 'truncated-quadratic')!.lipschitz).toBe('Infinity')
    expect(schemes.find(({ name }) => name === 'explicit')).toMatchObject({
      update: 'u - tau*flux',
      at: 'u',
      time: 'tau',
      order: 1,
    })
    expect(backends).toContainEqual({ name: 'reference', available: true, reason: null })
    const modes = ['webgpu', 'webgl2', 'headlessgl', 'webasm', 'cpu'].map((mode) => `gpu:${mode}`)
    expect(backends.map(({ name }) => name)).toEqual(['wasm', 'reference', ...modes])
    expect(backends.find(({ name }) => name === 'gpu:webasm')).toMatchObject({ available: true, reason: null })
    const webgl = backends.find(({ name }) => name === 'gpu:webgl2')
    expect(webgl).toMatchObject({ available: false, reason: expect.stringMatching(/WebGL 2/) })
  })

  it('shows what a plugin adds, and whose it is', async () => {
    const { nonlinearities, schemes } = await list('--plugin', plugin)
    // A jump to 0 at infinity is none, but the flux is steepest near r = λ: |Φ'| up to 2.33 (Weickert 1998).
    const weickert = nonlinearities.find(({ name }) => name === 'weickert')!
    expect(weickert).toMatchObject({ plugin: 'plugin-of-the-tests', source: 'Weickert 1998, eq. (5.4)' })
    expect(weickert.lipschitz).toBeCloseTo(2.33, 2)
    expect(schemes.find(({ name }) => name === 'momentum')).toMatchObject({
      plugin: 'plugin-of-the-tests',
      order: null,
    })
  })

  it('lets other commands use what a plugin adds', async () => {
    const entry: Record<string, unknown> = await runJson(['dictionary', 'weickert', '--plugin', plugin, '--at', '0'])
    expect(entry.values).toMatchObject([{ r: 0, diffusivity: 1, activation: 0 }])
  })

  it('names both owners of a name that is given twice, and refuses a wrong formula when it loads', async () => {
    const twice = await run(['list', '--plugin', plugin, '--plugin', plugin])
    expect([twice.code, twice.stdout]).toEqual([2, ''])
    expect(twice.stderr).toMatch(/'weickert'.*'plugin-of-the-tests'/)
    const cwd = await freshFolder()
    await writeFile(
      join(cwd, 'wrong.mjs'),
      "export default { name: 'wrong', schemes: [{ name: 'odd', update: 'u +', at: 'u', length: null, time: 'tau', order: 1, first: null, parameters: {}, source: null }] }\n",
    )
    const wrong = await run(['list', '--plugin', './wrong.mjs'], { cwd })
    expect([wrong.code, wrong.stdout]).toEqual([2, ''])
    expect(wrong.stderr).toMatch(/position 2 of the formula 'u \+'/)
  })

  it('prints tables for people', async () => {
    const { stdout } = await run(['list'])
    for (const word of ['NONLINEARITY', 'perona-malik', 'SCHEME', 'explicit', 'BACKEND', 'wasm'])
      expect(stdout).toContain(word)
  })
})
