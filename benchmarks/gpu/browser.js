// The modes of the gpu backend that run in a browser, next to wasm:
//   node benchmarks/gpu/browser.js                 headless Chromium, in software
//   node benchmarks/gpu/browser.js --hardware      headless Chromium, on the graphics processor
//   node benchmarks/gpu/browser.js --serve 8080    a page to open in any browser
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'

const { values } = parseArgs({
  options: {
    share: { type: 'string' },
    hardware: { type: 'boolean', default: false },
    serve: { type: 'string' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
})

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('page.js', import.meta.url))],
  bundle: true,
  write: false,
  format: 'iife',
  platform: 'browser',
  logLevel: 'error', // there is no import.meta in a script: the wasm backend then runs on one thread
  target: 'es2022',
})
const script = outputFiles[0]?.text ?? ''
const html = `<!doctype html><meta charset="utf-8"><title>Numeural on the GPU</title><h1>Numeural on the GPU</h1><pre></pre><script>${script.replaceAll('</script', '<\\/script')}</script>`

if (values.serve === undefined && !existsSync(values.chromium)) {
  console.error(
    `There is no Chromium at ${values.chromium}: name one by --chromium, or use --serve 8080 and any browser.`,
  )
  process.exit(1)
}

if (values.serve !== undefined) {
  const port = Number(values.serve)
  const page = `${html}<script>run(1)</script>`
  createServer((_, response) => response.setHeader('content-type', 'text/html').end(page)).listen(port, () =>
    console.log(`Open http://localhost:${port}/ in the browser to be measured.`),
  )
} else {
  const software = [
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--use-webgpu-adapter=swiftshader',
  ]
  const hardware = ['--use-angle=vulkan', '--disable-software-rasterizer']
  const browser = await chromium.launch({
    executablePath: values.chromium,
    args: [
      '--no-sandbox',
      '--enable-unsafe-webgpu',
      '--enable-features=Vulkan',
      '--ignore-gpu-blocklist',
      ...(values.hardware ? hardware : software),
    ],
  })
  const page = await browser.newPage()
  page.on('console', (message) => console.error(message.text()))
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: html }))
  await page.goto('http://localhost/')
  // Software is some hundred times slower than a graphics processor: it gets a tenth of the data.
  const share = Number(values.share ?? (values.hardware ? 1 : 0.1))
  await page.evaluate(
    (given) => /** @type {{ run(share: number): Promise<string> }} */ (/** @type {unknown} */ (globalThis)).run(given),
    share,
  )
  await browser.close()
}
