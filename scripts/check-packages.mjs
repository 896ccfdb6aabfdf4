// `npm run check:packages`: the tarballs in packs/ are well-formed (publint),
// their types resolve (Are the Types Wrong?), and a project elsewhere that installs them, and the example plugin,
// can import and type-check every public entry and use the plugin.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { checkPlugin } from './check-plugin.mjs'
import { entriesOf, listExamples, listPackages, root } from './packages.mjs'
import { run } from './run.mjs'

const packs = join(root, 'packs')
const packages = listPackages()

const tarballs = existsSync(packs) ? readdirSync(packs).filter((name) => name.endsWith('.tgz')) : []
if (tarballs.length !== packages.length) {
  console.error(
    `packs/ holds ${tarballs.length} tarballs for ${packages.length} packages: run \`npm run pack:all\` first`,
  )
  process.exit(1)
}

const examples = listExamples()
for (const { manifest } of [...packages, ...examples]) {
  const file = tarballOf(manifest)
  run('publint', ['run', file, '--strict'])
  run('attw', [file, '--profile', 'esm-only', '--no-emoji'])
  console.log(`✓ ${basename(file)}`)
}

/** @param {{ name: string, version: string }} manifest */
function tarballOf({ name, version }) {
  const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
  return join(packs, examples.some(({ manifest }) => manifest.name === name) ? 'examples' : '', file)
}

const entries = [...packages, ...examples].flatMap((each) => Object.keys(entriesOf(each)))
const project = mkdtempSync(join(tmpdir(), 'numeural-packs-'))
try {
  installElsewhere(project)
} finally {
  rmSync(project, { recursive: true, force: true })
}
console.log(`✓ ${entries.length} entries import and type-check in a project of their own`)
console.log('✓ the example plugin works there, through the library and through the command')

/** @param {string} folder */
function installElsewhere(folder) {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  // As strict as a user may be: declarations are checked too, and name whatever they need of the language's library.
  // Without skipLibCheck: declarations have to name whatever they need beyond the language's library.
  const compilerOptions = { strict: true, module: 'nodenext', noEmit: true, target: 'es2022' }
  /** @param {readonly string[]} list */
  const programOf = (list) => {
    const names = list.map((_, index) => `entry${index}`)
    const imports = list.map((entry, index) => `import * as ${names[index]} from '${entry}'`)
    return [...imports, `export const all = [${names.join(', ')}]`].join('\n')
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  /** Types that a project has, and the entries that it can import: only the command needs those of Node. */
  const projects = [
    { file: 'main', types: ['node'], imported: entries },
    { file: 'libraries', types: [], imported: entries.filter((entry) => entry !== 'numeural') },
  ]
  for (const { file, types, imported } of projects) {
    const config = { compilerOptions: { ...compilerOptions, types }, files: [`${file}.ts`] }
    writeFileSync(join(folder, `tsconfig.${file}.json`), JSON.stringify(config))
    writeFileSync(join(folder, `${file}.ts`), programOf(imported))
  }
  writeFileSync(join(folder, 'main.js'), entries.map((entry) => `await import('${entry}')`).join('\n'))
  const tools = ['typescript', '@types/node'].map((name) => `${name}@${devDependencies[name]}`)
  const flags = ['--no-audit', '--no-fund', '--loglevel=error']
  run(
    'npm',
    ['install', ...flags, ...tools, ...[...packages, ...examples].map(({ manifest }) => tarballOf(manifest))],
    folder,
  )
  run(process.execPath, ['main.js'], folder)
  for (const { file } of projects) {
    run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', `tsconfig.${file}.json`], folder)
  }
  run(process.execPath, [join('node_modules', 'numeural', 'bin', 'numeural.js'), '--version'], folder)
  checkPlugin('numeural-plugin-leapfrog', folder)
}
