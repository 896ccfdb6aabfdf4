// `node ../../scripts/bundle.mjs [source …]`, in the folder of a package: writes its public entries, and beside them
// the further sources that are named, into `dist/bundle/`, which Node loads: a few files are read several times as fast
// as one per source. What entries share lies in chunks, so that no module is there twice; other packages stay outside.
// Bundlers take the modules that tsc writes, since what nothing uses is left out module by module.
import { rmSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { build } from 'esbuild'
import { entriesOf, listPackages } from './packages.mjs'

const folder = process.cwd()
const workspacePackage = listPackages().find((each) => each.folder === folder)
if (!workspacePackage) throw new Error(`${folder} is no folder of a package`)

/** @param {string} source */
const withoutEnding = (source) => source.replace(/\.[jt]s$/, '')
const entries = Object.values(entriesOf(workspacePackage)).map((source) => ({
  in: source,
  out: withoutEnding(relative(join(folder, 'src'), source)),
}))
const named = process.argv
  .slice(2)
  .map((source) => ({ in: join(folder, source), out: withoutEnding(basename(source)) }))

const outdir = join(folder, 'dist', 'bundle')
rmSync(outdir, { recursive: true, force: true }) // chunks are named after what they hold: earlier ones would stay
await build({
  entryPoints: [...entries, ...named],
  outdir,
  bundle: true,
  splitting: true,
  chunkNames: 'chunk-[hash]',
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  keepNames: true,
  sourcemap: true,
  logLevel: 'warning',
})
