import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createBackend } from '@numeural/core'
import type { GpuMode } from '@numeural/core/gpu'
import type { CaseErrors } from '@numeural/plan/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium, launchChromium } from './chromium.js'
import type { Diffusion } from './diffuse.js'
import type { Extent } from './extent.js'
import { featuresTable, type RowResult, rowsOfTable, tableEnd, tableStart } from './features-table.js'
import { bundlePage, openPage } from './open-page.js'
import type { Harness } from './page.js'
import { soak } from './soak.js'
import { namesOf, openSuite, type Suite } from './suite.js'
import { trainSmall } from './train-small.js'

const full = process.env.NUMEURAL_CONFORMANCE === 'full'
/** Calls of the soak test in Chromium, where a call in software takes milliseconds. */
const soakCalls = full ? 10_000 : 1000
const chromium = findChromium()
const features = fileURLToPath(new URL('../../FEATURES.md', import.meta.url))
const results = new Map<GpuMode, Map<string, RowResult>>()

/** Runs one case and notes what came of it in its row. */
async function recorded(mode: GpuMode, row: string, run: () => Promise<CaseErrors | null>): Promise<void> {
  const rows = results.get(mode) ?? new Map<string, RowResult>()
  results.set(mode, rows)
  const before = rows.get(row) ?? { cases: 0, failed: 0, errors: { forward: 0, gradient: 0 } }
  const note = (failed: number, met: CaseErrors | null): void => {
    const forward = Math.max(before.errors.forward, met?.forward ?? 0)
    const gradient = Math.max(before.errors.gradient, met?.gradient ?? 0)
    rows.set(row, { cases: before.cases + 1, failed: before.failed + failed, errors: { forward, gradient } })
  }
  try {
    note(0, await run())
  } catch (error) {
    note(1, null)
    throw error
  }
}

/** PSNR after the same short training on the wasm backend, once for all modes. */
let trainedOnWasm: Promise<number> | undefined
function wasmPsnr(): Promise<number> {
  trainedOnWasm ??= createBackend('wasm').then(async (wasm) => {
    const { validation } = await trainSmall(wasm)
    wasm.dispose()
    return validation
  })
  return trainedOnWasm
}

describe.each(['webasm', 'cpu'] as const)('gpu:%s in Node', (mode) => {
  const extent: Extent = full || mode === 'webasm' ? 'full' : 'covering'
  let suite: Suite
  beforeAll(async () => {
    suite = await openSuite(mode, extent)
  })
  afterAll(() => suite.close())

  for (const { name, row } of namesOf(mode, extent)) {
    it(name, { timeout: 30_000 }, () => {
      return recorded(mode, row, () => suite.cases.find((each) => each.name === name)!.run())
    })
  }

  it.runIf(mode === 'webasm')('trains a symmetric network to the PSNR of wasm', { timeout: 60_000 }, async () => {
    const { validation } = await trainSmall(suite.backend)
    expect(Math.abs(validation - (await wasmPsnr()))).toBeLessThan(0.05)
  })

  it('does not grow in 10 000 runs', { timeout: 60_000 }, async () => {
    await soak(suite.backend, 1000)
    const before = memory()
    const { found, expected } = await soak(suite.backend, 10_000)
    expect(found).toBe(expected)
    // A run that kept its 512 bytes of input would leave 5 MB behind;
    // garbage collection is not asked for and adds noise.
    expect(memory() - before).toBeLessThan(64e6)
  })
})

if (process.env.NUMEURAL_REQUIRE_BROWSER === '1') {
  it('finds Chromium, which is required here', () => {
    expect(chromium).toBeDefined()
  })
}

/** Calls a function of a page. */
function callIn<Name extends keyof Harness>(
  page: Page,
  name: Name,
  ...given: unknown[]
): Promise<Awaited<ReturnType<Harness[Name]>>> {
  return page.evaluate(
    async ([of, list]) => {
      const { harness } = globalThis as unknown as { harness: Record<string, (...given: unknown[]) => unknown> }
      return (await harness[of as string](...(list as unknown[]))) as never
    },
    [name, given] as const,
  )
}

const absent = 'not here: there is no Chromium; name one in CHROMIUM'
describe.skipIf(chromium === undefined)(`in Chromium${chromium === undefined ? ` (${absent})` : ''}`, () => {
  let browser: Browser
  let script: string
  beforeAll(async () => {
    script = await bundlePage('./page.ts')
    browser = await launchChromium(chromium!)
  }, 60_000)
  afterAll(() => browser.close())

  it.each([
    ["'self'", { webgpu: true, webgl2: true, webasm: false, cpu: false }],
    ["'self' 'wasm-unsafe-eval'", { webgpu: true, webgl2: true, webasm: true, cpu: false }],
    ["'self' 'unsafe-eval'", { webgpu: true, webgl2: true, webasm: true, cpu: true }],
  ])('runs under the content security policy script-src %s: %o', { timeout: 60_000 }, async (sources, expected) => {
    const page = await openPage(browser, script, `script-src ${sources}`)
    for (const [mode, runs] of Object.entries(expected))
      expect([mode, await callIn(page, 'canOpen', mode)]).toEqual([mode, runs])
    await page.close()
  })

  describe.each(['webgpu', 'webgl2'] as const)('gpu:%s', (mode) => {
    const extent: Extent = full ? 'full' : 'covering'
    let page: Page
    let began = 0
    const call = <Name extends keyof Harness>(name: Name, ...given: unknown[]) => callIn(page, name, ...given)
    beforeAll(async () => {
      began = performance.now()
      page = await openPage(browser, script)
      console.log(`gpu:${mode}: ${await call('open', mode, extent)}`)
    }, 60_000)
    afterAll(async () => {
      console.log(`gpu:${mode}: ${((performance.now() - began) / 1000).toFixed(0)} s in Chromium`)
      await page.close()
    })

    for (const { name, row } of namesOf(mode, extent)) {
      it(name, { timeout: 60_000 }, () => recorded(mode, row, () => call('run', name)))
    }

    it('trains a symmetric network to the PSNR of wasm', { timeout: 240_000 }, async () => {
      const { validation } = await call('train')
      expect(Math.abs(validation - (await wasmPsnr()))).toBeLessThan(0.05)
    })

    it(`does not grow in ${soakCalls} runs, reads one number in each, and frees what it used`, {
      timeout: 240_000,
    }, async () => {
      const { expected, found, grown, left, reads } = await call('soak', soakCalls)
      expect(found).toBe(expected)
      expect(grown).toBe(0)
      expect(reads).toBe(0.9 * soakCalls)
      // gpu.js deletes some textures twice.
      expect(left).toBeLessThanOrEqual(0)
    })

    it.runIf(mode === 'webgpu')('takes 1 Mpx through 50 diffusion steps in one run', { timeout: 240_000 }, async () => {
      const { change, difference, drift, milliseconds }: Diffusion = await call('diffuse', 1024)
      console.log(`gpu:webgpu: 1024×1024, 50 steps in one run: ${(milliseconds / 1000).toFixed(1)} s`)
      expect(change).toBeGreaterThan(20)
      // 50 steps, each with some roundings of 6e-8 of grey values up to 200.
      expect(difference).toBeLessThan(5e-3)
      expect(drift).toBeLessThan(1e-3)
    })
  })
})

describe('the table of FEATURES.md', () => {
  it('has a row for every operation, with its tolerance', () => {
    const text = readFileSync(features, 'utf8')
    const table = text.slice(text.indexOf(tableStart), text.indexOf(tableEnd))
    const columns = (markdown: string) => rowsOfTable(markdown).map(([row, tolerance]) => [row, tolerance])
    expect(columns(table)).toEqual(columns(featuresTable(new Map())))
  })
})

afterAll(() => {
  if (!full) return
  const text = readFileSync(features, 'utf8')
  const [from, to] = [text.indexOf(tableStart) + tableStart.length, text.indexOf(tableEnd)]
  writeFileSync(features, `${text.slice(0, from)}\n\n${featuresTable(results)}\n\n${text.slice(to)}`)
})

function memory(): number {
  const { arrayBuffers, external, heapUsed } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}
