// `npm run pack:all`: builds every package and packs it into packs/; prints the line that installs them elsewhere.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { listPackages, root } from './packages.mjs'
import { quietTurbo, run } from './run.mjs'

const packs = join(root, 'packs')

rmSync(packs, { recursive: true, force: true })
mkdirSync(packs)
// What a source that is gone left behind must not be shipped.
for (const { folder } of listPackages()) rmSync(join(folder, 'dist'), { recursive: true, force: true })
run('turbo', ['run', 'build', ...quietTurbo])
for (const { folder } of listPackages()) run('pnpm', ['pack', '--pack-destination', packs], folder)

console.log(`${listPackages().length} packages are in packs/. Install them in another project with:\n`)
console.log(`  npm install ${join(packs, '*.tgz')}`)
