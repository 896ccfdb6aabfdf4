import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { piecewiseLinearSignals } from '@numeural/datasets'
import { writeSignals } from '@numeural/datasets/node'
import { describe, expect, it } from 'vitest'
import { freshFolder, run, runJson } from '../run-cli.fixtures.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const plugin = ['--plugin', './examples/plugin-leapfrog']
const entries = ['--scheme', 'filtered-leapfrog', '--activation', 'weickert']

/** Runs at the top of the repository, where the folder of the example is a relative path. */
async function atTop(...argv: string[]): Promise<Record<string, unknown>> {
  return await runJson([...argv, ...plugin], { cwd: root })
}

describe('the example plugin, by the path of its folder', { timeout: 60_000 }, () => {
  it('is listed', async () => {
    const { schemes, nonlinearities } = await atTop('list')
    const owner = { plugin: 'numeural-plugin-leapfrog' }
    expect(schemes).toContainEqual(expect.objectContaining({ name: 'filtered-leapfrog', ...owner }))
    expect(nonlinearities).toContainEqual(expect.objectContaining({ name: 'weickert', ...owner }))
  })

  it('has a row in the dictionary', async () => {
    const { values } = await atTop('dictionary', 'weickert', '--at', '0,1')
    // 1 − exp(−3.31488)
    expect(values).toMatchObject([{ diffusivity: 1 }, { diffusivity: expect.closeTo(0.963662, 6) }])
  })

  it('is certified, with frozen flux, up to 2/ρ', async () => {
    const stable = await atTop('certify', ...entries, '--kernel=-1,1,0', '--tau', '0.5')
    expect(stable).toMatchObject({ stable: true, scheme: 'filtered-leapfrog' })
    const beyond = await atTop('certify', ...entries, '--kernel=-1,1,0', '--tau', '0.51')
    expect(beyond).toMatchObject({ stable: false })
  })

  it('denoises signals', async () => {
    const cwd = await freshFolder()
    await writeSignals(piecewiseLinearSignals({ count: 4, length: 128, seed: 1 }), join(cwd, 'clean.csv'))
    const files = [join(cwd, 'clean.csv'), '-o', join(cwd, 'out.csv')]
    const { psnr, scheme } = (await atTop('denoise', ...files, ...entries, '--noise', '10')) as {
      psnr: { noisy: number; denoised: number }
      scheme: string
    }
    expect(scheme).toBe('filtered-leapfrog')
    expect(psnr.denoised).toBeGreaterThan(psnr.noisy + 2)
  })

  it('trains a network, whose model loads without the plugin', async () => {
    const cwd = await freshFolder()
    await writeSignals(piecewiseLinearSignals({ count: 60, length: 96, seed: 2 }), join(cwd, 'data.csv'))
    const small = ['--data', join(cwd, 'data.csv'), '--epochs', '6', '--batch', '8', '--learning-rate', '0.05']
    const architecture = ['--architecture', 'filtered-leapfrog', '--activation', 'weickert']
    const model = join(cwd, 'model')
    const trained = await atTop('train', 'denoise', '--out', model, ...architecture, ...small)
    const { psnr } = trained as { psnr: { noisy: number; test: number } }
    expect(trained).toMatchObject({ architecture: 'filtered-leapfrog', certificate: { stable: true } })
    // At full size: 28.1 → 36.9 dB.
    expect(psnr.test).toBeGreaterThan(psnr.noisy + 4)
    const evaluated = await runJson(['evaluate', relative(root, model)], { cwd: root })
    expect(evaluated).toMatchObject({ psnr: { test: psnr.test } })
  })

  it('is an architecture only with the plugin', async () => {
    const cwd = await freshFolder()
    await writeFile(join(cwd, 'data.csv'), '1,2,3\n')
    const refused = await run(['train', 'denoise', '--out', 'm', '--architecture', 'filtered-leapfrog'], { cwd })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(/--architecture 'filtered-leapfrog': choose symmetric, resnet, explicit, /)
  })
})
