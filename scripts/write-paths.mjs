// Writes `paths` of tsconfig.json from the packages' `exports`, as vitest.config.ts derives its aliases.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, sourcePaths } from './packages.mjs'

const file = join(root, 'tsconfig.json')
const config = JSON.parse(readFileSync(file, 'utf8'))
config.compilerOptions.paths = sourcePaths()
writeFileSync(file, JSON.stringify(config, null, 2))
spawnSync('biome', ['format', '--write', 'tsconfig.json'], { cwd: root, shell: process.platform === 'win32' })
