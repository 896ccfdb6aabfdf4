// `npm run size [-- <repository>]`: how much each public entry weighs in a browser, minified and packed by gzip,
// from the built packages.
// What the repository brings is in it; what a user installs besides (gpu.js, sharp, photographs) is not.
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './packages.mjs'

const top = resolve(process.argv[2] ?? root)
const folders = readdirSync(join(top, 'packages')).map((name) => join(top, 'packages', name))
const external = [
  ...builtinModules.flatMap((name) => [name, `node:${name}`]),
  ...['gpu.js', 'sharp', 'webgpu', '@stdlib/*', '@observablehq/plot', 'linkedom', 'cli-progress', 'commander'],
]

/**
 * One file for what is loaded at once; what `import()` loads later has files of its own, which count as `later`.
 * @param {string} file
 */
async function sizesOf(file) {
  const { outputFiles, metafile } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    splitting: true,
    metafile: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: 'out',
    absWorkingDir: top,
    external,
    logLevel: 'error',
  })
  const bytes = new Map(outputFiles.map(({ path, contents }) => [resolve(path), gzipSync(contents).length]))
  const outputs = metafile.outputs
  const start = Object.keys(outputs).find((name) => outputs[name]?.entryPoint !== undefined && !name.includes('chunk'))
  const entry = Object.keys(outputs).find((name) => resolve(top, outputs[name]?.entryPoint ?? '') === file) ?? start
  const atOnce = new Set([/** @type {string} */ (entry)])
  for (const name of atOnce) {
    for (const { path, kind } of outputs[name]?.imports ?? [])
      if (kind === 'import-statement' && outputs[path]) atOnce.add(path)
  }
  const sum = (/** @type {Iterable<string>} */ names) =>
    [...names].reduce((total, name) => total + (bytes.get(resolve(top, name)) ?? 0), 0)
  const all = sum(Object.keys(outputs))
  return { atOnce: sum(atOnce), later: all - sum(atOnce) }
}

const kilobytes = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1).padStart(8)
console.log(`${'kB, minified and gzip'.padEnd(34)} at once    later`)
for (const folder of folders) {
  const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const [subpath, target] of Object.entries(exports)) {
    if (typeof target === 'string') continue
    const { atOnce, later } = await sizesOf(join(folder, target.default))
    console.log(`${(name + subpath.slice(1)).padEnd(34)}${kilobytes(atOnce)} ${kilobytes(later)}`)
  }
}
