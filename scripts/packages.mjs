import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top folder of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Every published package: its folder, its manifest. */
export function listPackages() {
  return readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => {
      const folder = join(root, 'packages', entry.name)
      return { folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }
    })
}

/** What a name such as `@numeural/datasets/node` stands for in the sources: `{ specifier: file }`, by each package's `exports`. */
export function sourceEntries() {
  const entries = {}
  for (const { folder, manifest } of listPackages()) {
    for (const [subpath, target] of Object.entries(manifest.exports)) {
      if (typeof target === 'string') continue
      const source = target.types.replace(/^\.\/dist\//, 'src/').replace(/\.d\.ts$/, '.ts')
      entries[manifest.name + subpath.slice(1)] = join(folder, source)
    }
  }
  return entries
}
