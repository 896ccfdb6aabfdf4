// Brings what a task needs on a machine with only Node and npm, then runs it:
// node scripts/bootstrap.mjs <command> [arguments] Plain Node without dependencies,
// because nothing is installed yet when it starts.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const windows = process.platform === 'win32'
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

function requireNode() {
  const [wantedMajor, wantedMinor] = manifest.engines.node.match(/\d+/g).map(Number)
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  fail(`Node ${process.versions.node} is too old: Numeural needs Node ${manifest.engines.node}`)
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`bootstrap: ${message}`)
  process.exit(1)
}

/**
 * Runs a command quietly; what it printed is shown only if it failed.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function quietly(command, args, env) {
  const result = spawnSync(command, args, { cwd: root, env, encoding: 'utf8', shell: windows })
  if (result.status === 0) return
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
  fail(`\`${command} ${args.join(' ')}\` failed${result.error ? `: ${result.error.message}` : ''}`)
}

/**
 * @param {string} what
 * @param {() => void} work
 */
function timed(what, work) {
  const start = performance.now()
  process.stderr.write(`${what} … `)
  work()
  process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`)
}

/** Installs the pnpm that package.json pins under .tools/; returns its folder of commands. */
function installPnpm() {
  const version = manifest.packageManager.replace(/^pnpm@/, '').replace(/\+.*$/, '')
  const tools = join(root, '.tools')
  const installed = join(tools, 'node_modules', 'pnpm', 'package.json')
  if (!existsSync(installed) || JSON.parse(readFileSync(installed, 'utf8')).version !== version) {
    mkdirSync(tools, { recursive: true })
    const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error']
    timed(`installing pnpm ${version} under .tools/`, () =>
      quietly('npm', ['install', '--prefix', tools, ...flags, `pnpm@${version}`], process.env),
    )
  }
  return join(tools, 'node_modules', '.bin')
}

/** What an installation depends on: unchanged, it need not be repeated. */
function installationStamp() {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`)
  const folders = ['packages', 'examples']
    .filter((name) => existsSync(join(root, name)))
    .flatMap((name) => readdirSync(join(root, name)).map((entry) => join(name, entry)))
  const files = ['', 'benchmarks', 'benchmarks/gpu', 'conformance', ...folders.sort()].map((folder) =>
    join(folder, 'package.json'),
  )
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...files]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/** @param {NodeJS.ProcessEnv} env */
function installDependencies(env) {
  const file = join(root, 'node_modules', '.bootstrap-stamp')
  const stamp = installationStamp()
  if (existsSync(file) && readFileSync(file, 'utf8') === stamp) return
  timed('installing dependencies', () => quietly('pnpm', ['install', '--frozen-lockfile'], { ...env, CI: 'true' }))
  writeFileSync(file, stamp)
}

requireNode()
const [command, ...args] = process.argv.slice(2)
if (!command) fail('no command given: node scripts/bootstrap.mjs <command> [arguments]')
const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
const path = [join(root, 'node_modules', '.bin'), installPnpm(), process.env[pathName]].join(delimiter)
const env = { ...process.env, [pathName]: path, TURBO_TELEMETRY_DISABLED: '1' }
installDependencies(env)
const result = spawnSync(command === 'node' ? process.execPath : command, args, {
  cwd: root,
  env,
  stdio: 'inherit',
  shell: windows && command !== 'node',
})
if (result.error) fail(`${command}: ${result.error.message}`)
process.exit(result.status ?? 1)
