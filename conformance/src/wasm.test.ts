import { createBackend } from '@numeural/core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium, launchChromium } from './chromium.js'
import { bundleModules, openModulePage } from './open-page.js'
import { stepNetwork } from './step-network.js'
import type { WasmHarness } from './wasm-page.js'

const chromium = findChromium()
const absent = 'not here: there is no Chromium; name one in CHROMIUM'

/** One step in a page. */
function stepIn(page: Page, threads: number): Promise<Awaited<ReturnType<WasmHarness['step']>>> {
  return page.evaluate((count) => (globalThis as unknown as { harness: WasmHarness }).harness.step(count), threads)
}

describe.skipIf(chromium === undefined)(`wasm in Chromium${chromium === undefined ? ` (${absent})` : ''}`, () => {
  let browser: Browser
  let modules: Record<string, string>
  beforeAll(async () => {
    modules = await bundleModules({
      page: './wasm-page.ts',
      'tile-worker': '../../packages/wasm/src/threads/tile-worker.js',
    })
    browser = await launchChromium(chromium!)
  }, 60_000)
  afterAll(() => browser.close())

  it('passes the cases of all operations', { timeout: 120_000 }, async () => {
    const page = await openModulePage(browser, modules, false)
    const { cases, failed } = await page.evaluate(() =>
      (globalThis as unknown as { harness: WasmHarness }).harness.operations(),
    )
    expect(failed).toEqual([])
    expect(cases).toBeGreaterThan(500)
    await page.close()
  })

  it('runs on threads in an isolated page, to the bits of one thread in Node', { timeout: 60_000 }, async () => {
    const node = await createBackend('wasm', { threads: 1 })
    const expected = [...(await stepNetwork(node))]
    node.dispose()
    const page = await openModulePage(browser, modules, true)
    for (const threads of [1, 2, 3]) {
      const { gradient, info } = await stepIn(page, threads)
      expect(gradient).toEqual(expected)
      expect(info).toMatchObject({ threads, reason: null })
    }
    await page.close()
  })

  it('runs on one thread elsewhere and says why', { timeout: 60_000 }, async () => {
    const page = await openModulePage(browser, modules, false)
    const { info } = await stepIn(page, 2)
    expect(info.threads).toBe(1)
    expect(info.reason).toBe(
      '2 threads were asked for; they need shared memory, which a browser gives to cross-origin isolated pages only',
    )
    await page.close()
  })
})
