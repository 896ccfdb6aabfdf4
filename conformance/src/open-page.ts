import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { entriesOf, listPackages } from '../../scripts/packages.mjs'

/** An entry and everything it imports as one script, made from the sources. */
export async function bundlePage(entry: string): Promise<string> {
  const [script] = Object.values(await bundle({ page: entry }, 'iife'))
  return script
}

/** Entries, by name, and everything they import as one module each, by file name. */
export function bundleModules(entries: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  return bundle(entries, 'esm')
}

async function bundle(
  entries: Readonly<Record<string, string>>,
  format: 'iife' | 'esm',
): Promise<Record<string, string>> {
  const alias = Object.assign({}, ...listPackages().map(entriesOf)) as Record<string, string>
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(
      Object.entries(entries).map(([name, entry]) => [name, fileURLToPath(new URL(entry, import.meta.url))]),
    ),
    outdir: '/',
    bundle: true,
    write: false,
    format,
    platform: 'browser',
    target: 'es2022',
    logLevel: 'error',
    plugins: [
      {
        name: 'sources',
        setup({ onResolve }) {
          onResolve({ filter: /^@numeural\// }, ({ path }) => ({ path: alias[path] }))
        },
      },
    ],
  })
  return Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text]))
}

/**
 * A page of its own that loads a script, under a content security policy.
 * It is `localhost`, because WebGPU wants a secure context; no server is needed.
 */
export async function openPage(browser: Browser, script: string, policy = "script-src * 'unsafe-eval'"): Promise<Page> {
  const page = await browser.newPage()
  const html = '<!doctype html><script src="/page.js"></script>'
  await page.route('**/*', (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: html, headers: { 'content-security-policy': policy } }),
  )
  await page.goto('http://localhost/')
  return page
}

/** A page that loads the module `page.js` among some modules; isolated pages may share memory between threads. */
export async function openModulePage(
  browser: Browser,
  modules: Readonly<Record<string, string>>,
  isIsolated: boolean,
): Promise<Page> {
  const page = await browser.newPage()
  const headers = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  }
  const html = '<!doctype html><script type="module" src="/page.js"></script>'
  await page.route('**/*', (route) => {
    const module = modules[basename(new URL(route.request().url()).pathname)]
    return route.fulfill({
      contentType: module === undefined ? 'text/html' : 'text/javascript',
      body: module ?? html,
      headers: isIsolated ? headers : {},
    })
  })
  await page.goto('http://localhost/')
  return page
}
