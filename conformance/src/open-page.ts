import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { entriesOf, listPackages } from '../../scripts/packages.mjs'

/** An entry and everything it imports as one script, made from the sources. */
export async function bundlePage(entry: string): Promise<string> {
  const alias = Object.assign({}, ...listPackages().map(entriesOf)) as Record<string, string>
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
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
  return outputFiles[0].text
}

/**
 * A page of its own that loads a script, under a content security policy. It is `localhost`, because WebGPU wants a secure context; no
 * server is needed.
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
