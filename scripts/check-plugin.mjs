import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

/** Uses the plugin as a program would; the misspelt name must be a type error. */
const program = `
import { createBackend, createRegistry } from '@numeural/core'
import { certifyScheme } from '@numeural/certificates'
import { standardPlugin } from '@numeural/schemes'
import { conformanceCases } from '@numeural/certificates/testing'
import plugin from 'PLUGIN'

const numeural = createRegistry(standardPlugin, plugin)
const scheme = numeural.scheme('filtered-leapfrog')
const activation = numeural.nonlinearity('weickert')
// @ts-expect-error misspelt
const misspelt = () => numeural.scheme('filtered-leapfrg')
if (!certifyScheme({ scheme, activation, kernel: [-1, 1, 0], tau: 0.5 }).stable) throw new Error('not stable')
const backends = [await createBackend('reference'), await createBackend('wasm', { threads: 1 })]
const cases = conformanceCases(plugin, { backends }).filter(({ name }) => name.includes('weickert'))
for (const { run } of cases.filter((_, index) => index % 8 === 0)) await run()
for (const backend of backends) backend.dispose()
export { misspelt }
`

/** What the command must say of the plugin. */
const commands = [
  { argv: ['list'], expected: '"filtered-leapfrog"' },
  { argv: ['dictionary', 'weickert', '--at', '0'], expected: '"diffusivity": 1' },
  {
    argv: ['certify', '--scheme', 'filtered-leapfrog', '--activation', 'weickert', '--kernel=-1,1,0', '--tau', '0.5'],
    expected: '"stable": true',
  },
]

/**
 * Checks that an installed plugin works through the library, with its types, and through the command.
 * @param {string} plugin the package's name
 * @param {string} folder a project that has installed it
 */
export function checkPlugin(plugin, folder) {
  const text = program.replaceAll('PLUGIN', plugin)
  writeFileSync(join(folder, 'plugin.ts'), text)
  writeFileSync(join(folder, 'plugin.js'), text)
  const compilerOptions = { strict: true, module: 'nodenext', noEmit: true, target: 'es2023', types: ['node'] }
  writeFileSync(join(folder, 'tsconfig.plugin.json'), JSON.stringify({ compilerOptions, files: ['plugin.ts'] }))
  run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.plugin.json'], folder)
  run(process.execPath, ['plugin.js'], folder)
  for (const { argv, expected } of commands) {
    const command = [join('node_modules', 'numeural', 'bin', 'numeural.js'), ...argv, '--plugin', plugin, '--json']
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' })
    if (status === 0 && stdout.includes(expected)) continue
    console.error(
      `numeural ${argv.join(' ')} --plugin ${plugin}: exit ${status}, no ${expected} in\n${stdout}${stderr}`,
    )
    process.exit(1)
  }
}
