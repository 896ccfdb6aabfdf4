// `npm run pack:all`: builds every package and packs it into packs/; prints the line that installs them elsewhere.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { listExamples, listPackages, root } from './packages.mjs'
import { quietTurbo, run } from './run.mjs'

const packs = join(root, 'packs')

rmSync(packs, { recursive: true, force: true })
mkdirSync(join(packs, 'examples'), { recursive: true })
// What a source that is gone left behind must not be shipped.
for (const { folder } of [...listPackages(), ...listExamples()])
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
run('turbo', ['run', 'build', ...quietTurbo])
for (const { folder } of listPackages()) run('pnpm', ['pack', '--pack-destination', packs], folder)
// As their authors would pack them, apart from what is published.
for (const { folder } of listExamples()) run('pnpm', ['pack', '--pack-destination', join(packs, 'examples')], folder)

console.log(`${listPackages().length} packages are in packs/. Install them in another project with:\n`)
console.log(`  npm install ${join(packs, '*.tgz')}`)
