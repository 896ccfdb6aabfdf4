import { describe, measure } from './measure.js'

const names = /** @type {const} */ (['wasm', 'gpu:webgpu', 'gpu:webgl2', 'gpu:webasm'])

/** @param {string} text */
function show(text) {
  console.log(text)
  const output = document.querySelector('pre')
  if (output !== null) output.textContent += `${text}\n`
}

/** @param {number} share */
async function run(share) {
  const text = describe(await measure(names, share, show))
  show(`\n${text}`)
  return text
}

Object.assign(globalThis, { run })
