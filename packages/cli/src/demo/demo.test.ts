import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Backend, createBackend } from '@numeural/core'
import { denoisingSignals } from '@numeural/datasets'
import { readImage } from '@numeural/datasets/node'
import { evaluate } from '@numeural/training'
import { loadModel } from '@numeural/training/node'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toJson } from '../output/json.js'
import { freshFolder } from '../run-cli.fixtures.js'
import { type DemoOptions, runDemo } from './demo.js'
import type { DemoPart } from './progress.js'
import type { DemoResult } from './result.js'
import { type DemoSettings, demoSettings } from './settings.js'

const pairs = { train: 100, validation: 20, test: 20 }

/** A crop around the boatman and a few signals: a second or two. */
const small: DemoSettings = {
  ...demoSettings,
  training: { ...demoSettings.training, pairs, epochs: 4, batch: 20 },
  crop: { x: 320, y: 600, width: 160, height: 128 },
  details: [{ title: 'boatman', place: { x: 40, y: 40, width: 64, height: 48 } }],
}

let backend: Backend
let parent: string
let result: DemoResult
const parts: DemoPart[] = []

function demo(options: Partial<DemoOptions>): Promise<DemoResult> {
  return runDemo({ out: join(parent, 'report'), seed: 1, backend, settings: small, ...options })
}

beforeAll(async () => {
  parent = await freshFolder()
  backend = await createBackend('wasm')
  result = await demo({
    onProgress: ({ part, done, total }) => {
      expect(done).toBeLessThanOrEqual(total)
      if (parts.at(-1) !== part) parts.push(part)
    },
  })
}, 30_000)

afterAll(() => backend.dispose())

test('the report shows every image it names, with a text in its place, and needs nothing from elsewhere', async () => {
  const page = await readFile(result.report, 'utf8')
  const { document } = parseHTML(page)
  const images = [...document.querySelectorAll('img')]
  expect(images.length).toBeGreaterThan(15)
  for (const image of images) {
    expect(image.getAttribute('alt')).toMatch(/\w{3}/)
    expect(existsSync(join(parent, 'report', image.getAttribute('src')!)), image.getAttribute('src')!).toBe(true)
  }
  for (const link of document.querySelectorAll('a')) {
    const target = link.getAttribute('href')!
    if (target.startsWith('#')) expect(document.getElementById(target.slice(1)), target).not.toBeNull()
    else expect(existsSync(join(parent, 'report', target)), target).toBe(true)
  }
  expect(page).not.toMatch(/https?:|NaN|undefined|null|\[object/)
  expect([...document.querySelectorAll('h2')].map(({ textContent }) => textContent!.slice(0, 1))).toEqual([...'123456'])
})

test('figures are SVG with the words in them, images have the size of the crop', async () => {
  const plots = join(parent, 'report', 'plots')
  for (const file of await readdir(plots)) {
    const svg = await readFile(join(plots, file), 'utf8')
    expect(svg, file).toMatch(/^<\?xml[^>]*>\s*<svg [^>]*xmlns=/)
    expect(svg, file).not.toMatch(/NaN|undefined|Infinity/)
  }
  expect(await readdir(plots)).toHaveLength(9)
  const { image } = await readImage(join(parent, 'report', 'images', 'denoised.png'))
  expect([image.width, image.height, image.channels]).toEqual([160, 128, 1])
})

test('the figures hang together', () => {
  const { train, denoise, inpaint } = result
  expect(train.psnr.after).toBeGreaterThan(train.psnr.before)
  expect(train.epochs).toBe(4)
  expect(denoise.psnr.denoised).toBeGreaterThan(denoise.psnr.noisy + 5)
  expect(denoise.certificate.stable).toBe(true)
  expect(inpaint.psnr).toBeGreaterThan(inpaint.psnrHomogeneous)
  expect(inpaint.residual.final).toBeLessThan(1e-3)
  expect(inpaint.mask.density).toBeCloseTo(0.2, 4)
  expect(result.seconds).toBeGreaterThan(0)
  expect(parts).toEqual(['training', 'denoising', 'inpainting', 'report'])
})

test('result.json is the result', async () => {
  expect(await readFile(join(parent, 'report', 'result.json'), 'utf8')).toBe(toJson(result))
})

test('the saved model has the figures of the report', async () => {
  const model = await loadModel(join(parent, 'report', 'model'))
  const { test: testPairs } = denoisingSignals({ ...pairs, sigma: small.training.noise, seed: 1 })
  const { psnr } = await evaluate(model, testPairs, { backend })
  expect(psnr.test).toBe(result.train.psnr.after)
})

test('an earlier report is replaced by one with the same bits', async () => {
  const image = join(parent, 'report', 'images', 'eed.png')
  const before = await readFile(image)
  const again = await demo({})
  expect(again.train.psnr).toEqual(result.train.psnr)
  expect(again.denoise.psnr).toEqual(result.denoise.psnr)
  expect(again.inpaint.residual).toEqual(result.inpaint.residual)
  expect(await readFile(image)).toEqual(before)
  expect(await readdir(parent)).toEqual(['report'])
}, 30_000)

test('stopped half-way it leaves nothing', async () => {
  const stop = new AbortController()
  const out = join(parent, 'stopped')
  const run = demo({
    out,
    signal: stop.signal,
    onProgress: ({ part }) => part === 'inpainting' && stop.abort(new Error('enough')),
  })
  await expect(run).rejects.toThrow('enough')
  expect(await readdir(parent)).toEqual(['report'])
}, 30_000)
