// `npm run bench:gpu`: the gpu backend next to wasm, in Node and in headless Chromium; `-- --hardware` and other options go to the browser part.
import { run } from './run.mjs'

run(process.execPath, ['scripts/check.mjs', 'build'])
run(process.execPath, ['benchmarks/gpu/node.js'])
run(process.execPath, ['benchmarks/gpu/browser.js', ...process.argv.slice(2)])
