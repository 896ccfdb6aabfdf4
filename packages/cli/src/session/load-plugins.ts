import { existsSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from '@numeural/core'
import { resolve as resolveModule } from 'import-meta-resolve'
import { UsageError } from '../errors/usage-error.js'
import { WorkError } from '../errors/work-error.js'

/**
 * The plugins that `--plugin` names, in order.
 *
 * @param names Paths (absolute, or starting with a dot) of a module or of a package's folder;
 *   anything else is a package, found from `cwd`.
 * @throws WorkError for a path where nothing is;
 *   UsageError if no such package is installed, if it fails while it loads, or if its default export is no plugin
 */
export async function loadPlugins(names: readonly string[], cwd: string): Promise<Plugin[]> {
  const plugins: Plugin[] = []
  for (const name of names) plugins.push(await loadPlugin(name, cwd))
  return plugins
}

async function loadPlugin(name: string, cwd: string): Promise<Plugin> {
  const url = locate(name, cwd)
  const module: Readonly<Record<string, unknown>> = await import(url).catch((cause: unknown) => {
    throw new UsageError(`--plugin ${name}`, `it fails while it loads: ${messageOf(cause)}${remedyFor(cause)}`, {
      cause,
    })
  })
  if (!('default' in module)) {
    throw new UsageError(`--plugin ${name}`, 'it has no default export; write export default definePlugin({ name, … })')
  }
  const plugin: unknown = module.default
  if (!isPlugin(plugin)) {
    throw new UsageError(
      `--plugin ${name}`,
      'its default export must be what definePlugin({ name, … }) of @numeural/core returns',
    )
  }
  if (Object.keys(plugin).some((key) => key !== 'name')) return plugin
  throw new UsageError(
    `--plugin ${name}`,
    `the plugin '${plugin.name}' has nothing; it needs a list such as nonlinearities or schemes`,
  )
}

/** Whether a value may be a plugin; its entries are checked by the registry. */
function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'object' && value !== null && typeof (value as { name?: unknown }).name === 'string'
}

/** A module may throw anything. */
function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/** A plugin imports packages of its own installation, not those of the command. */
function remedyFor(cause: unknown): string {
  const missing = /Cannot find (?:package|module) '((?:@[^/']+\/)?[^/']+)/.exec(messageOf(cause))?.[1]
  return missing?.startsWith('@numeural/') ? `; beside the plugin run: npm install ${missing}` : ''
}

function locate(name: string, cwd: string): string {
  if (isAbsolute(name) || /^\.{1,2}([/\\]|$)/.test(name)) return locatePath(name, resolve(cwd, name))
  try {
    return resolveModule(name, pathToFileURL(join(cwd, 'numeural')).href)
  } catch (cause) {
    const here = existsSync(resolve(cwd, name)) ? `; for the path write ./${name}` : ''
    throw new UsageError(`--plugin ${name}`, `no such package is installed here (${messageOf(cause)})${here}`)
  }
}

function locatePath(name: string, path: string): string {
  if (!existsSync(path)) throw new WorkError(`--plugin ${name}`, 'there is no such file or folder')
  if (!statSync(path).isDirectory()) return pathToFileURL(requireFile(name, path)).href
  const manifest = join(path, 'package.json')
  if (!existsSync(manifest))
    throw new UsageError(`--plugin ${name}`, 'this folder has no package.json; give the module itself')
  const { name: packageName, exports, main } = readManifest(name, manifest)
  // A package may import itself by its name: so its `exports` are read as Node reads them.
  if (exports !== undefined && packageName !== undefined) {
    try {
      return resolveModule(packageName, pathToFileURL(manifest).href)
    } catch (cause) {
      throw new UsageError(`--plugin ${name}`, `its package.json names no main module: ${messageOf(cause)}`, { cause })
    }
  }
  return pathToFileURL(requireFile(name, join(path, main ?? 'index.js'))).href
}

/** Reading a pipe that nobody writes to would take for ever. */
function requireFile(name: string, path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== false) return path
  throw new UsageError(`--plugin ${name}`, `${path} is no file; give a module or the folder of a package`)
}

function readManifest(name: string, path: string): { name?: string; exports?: unknown; main?: string } {
  requireFile(name, path)
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new UsageError(`--plugin ${name}`, `its package.json cannot be read: ${messageOf(cause)}`, { cause })
  }
}
