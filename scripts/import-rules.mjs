import { isBuiltin } from 'node:module'
import { join, relative } from 'node:path'
import { entriesOf, root } from './packages.mjs'

/**
 * @typedef {import('./packages.mjs').WorkspacePackage} WorkspacePackage
 * @typedef {import('./source-imports.mjs').Source} Source
 * @typedef {typeof import('./import-order.mjs').importOrder} ImportOrder
 */

/**
 * Everything that is wrong with the imports, one sentence each.
 * @param {readonly WorkspacePackage[]} packages
 * @param {readonly Source[]} sources
 * @param {ImportOrder} order
 * @param {Record<string, readonly string[]>} testsMayImport
 * @returns {string[]}
 */
export function findProblems(packages, sources, order, testsMayImport) {
  const own = new Set(packages.map(({ manifest }) => manifest.name))
  return [
    ...orderProblems(packages, order),
    ...packages.flatMap((each) => {
      const inside = sources.filter((source) => source.package === each.manifest.name)
      return [
        ...entryProblems(each, inside, order, own),
        ...testProblems(each, inside, order, testsMayImport, own),
        ...dependencyProblems(each, inside),
        ...circleProblems(inside),
        ...folderCircleProblems(each, inside),
      ]
    }),
  ]
}

/** @param {string} specifier */
function packageName(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/**
 * The table lists every entry, and each names only entries before it.
 * @param {readonly WorkspacePackage[]} packages
 * @param {ImportOrder} order
 */
function orderProblems(packages, order) {
  const problems = []
  /** @type {Set<string>} */
  const before = new Set()
  for (const [entry, mayImport] of order) {
    for (const name of mayImport) {
      if (!before.has(name))
        problems.push(`scripts/import-order.mjs: ${entry} may not import ${name}, which does not stand before it`)
    }
    before.add(entry)
  }
  for (const each of packages) {
    for (const entry of Object.keys(entriesOf(each))) {
      if (!before.has(entry)) problems.push(`scripts/import-order.mjs: ${entry} is missing`)
    }
  }
  return problems
}

/**
 * Each entry, with all files that it reaches, imports only what its line allows.
 * A file that no entry reaches (a worker) is held to the main entry's line.
 * @param {WorkspacePackage} workspacePackage
 * @param {readonly Source[]} sources
 * @param {ImportOrder} order
 * @param {ReadonlySet<string>} own
 */
function entryProblems(workspacePackage, sources, order, own) {
  const published = sources.filter((source) => !source.test)
  const byFile = new Map(published.map((source) => [source.file, source]))
  const unreached = new Set(byFile.keys())
  /** @type {Set<string>} */
  const problems = new Set()
  for (const [entry, path] of Object.entries(entriesOf(workspacePackage))) {
    const reached = reachable(relative(root, path), byFile)
    for (const file of reached) unreached.delete(file)
    check(entry, reached)
  }
  check(workspacePackage.manifest.name, unreached)
  return problems

  /**
   * @param {string} entry
   * @param {Iterable<string>} files
   */
  function check(entry, files) {
    const allowed = order.find(([name]) => name === entry)?.[1] ?? []
    for (const file of files) {
      for (const specifier of byFile.get(file)?.modules ?? []) {
        if (own.has(packageName(specifier)) && !allowed.includes(specifier)) {
          problems.add(
            `${file}: ${entry} may not import ${specifier}: it may import ${allowed.join(', ') || 'no other package'}`,
          )
        }
      }
    }
  }
}

/**
 * @param {string} start
 * @param {ReadonlyMap<string, Source>} byFile
 */
function reachable(start, byFile) {
  const reached = new Set([start])
  for (const file of reached) for (const next of byFile.get(file)?.files ?? []) reached.add(next)
  return reached
}

/**
 * @param {WorkspacePackage} workspacePackage
 * @param {readonly Source[]} sources
 * @param {ImportOrder} order
 * @param {Record<string, readonly string[]>} testsMayImport
 * @param {ReadonlySet<string>} own
 */
function testProblems(workspacePackage, sources, order, testsMayImport, own) {
  const { name } = workspacePackage.manifest
  const entries = Object.keys(entriesOf(workspacePackage))
  const allowed = new Set([...entries, ...(testsMayImport[name] ?? [])])
  for (const [entry, mayImport] of order) if (entries.includes(entry)) for (const each of mayImport) allowed.add(each)
  return sources
    .filter((source) => source.test)
    .flatMap((source) =>
      source.modules
        .filter((specifier) => own.has(packageName(specifier)) && !allowed.has(specifier))
        .map((specifier) => `${source.file}: the tests of ${name} may not import ${specifier}`),
    )
}

/**
 * Published files stay inside their package and import only what its package.json promises to install.
 * @param {WorkspacePackage} workspacePackage
 * @param {readonly Source[]} sources
 */
function dependencyProblems({ folder, manifest }, sources) {
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies }
  const top = join(relative(root, folder), 'src')
  return sources.flatMap((source) => [
    ...source.files
      .filter((file) => !file.startsWith(top))
      .map((file) => `${source.file}: imports ${file}, which is outside ${top}`),
    ...source.modules
      .filter((specifier) => !source.test && !isBuiltin(specifier) && !specifier.startsWith('#'))
      .filter(
        (specifier) => packageName(specifier) !== manifest.name && !Object.hasOwn(declared, packageName(specifier)),
      )
      .map((specifier) => `${source.file}: imports ${specifier}, which is no dependency of ${manifest.name}`),
  ])
}

/**
 * One sentence for each circle of files; imports of types count.
 * @param {readonly Source[]} sources
 */
function circleProblems(sources) {
  return circlesOf(new Map(sources.map((source) => [source.file, source.files])))
}

/**
 * Folders beside each other import in no circle, each with all that is inside it,
 * so that a package can be read from the bottom up.
 * A file beside the folders (`index.ts`, or what all of them share) is no folder, and a test may reach into any.
 * @param {WorkspacePackage} workspacePackage
 * @param {readonly Source[]} sources
 */
function folderCircleProblems({ folder }, sources) {
  const top = `${relative(root, folder)}/src`.replaceAll('\\', '/')
  /** @type {Map<string, Map<string, Set<string>>>} the folders in each folder, and which of them each imports */
  const siblings = new Map()
  for (const source of sources.filter(({ test }) => !test)) {
    for (const target of source.files) {
      const [from, to] = [source.file, target].map((file) => relative(top, file).split('/').slice(0, -1))
      let common = 0
      while (common < from.length && from[common] === to[common]) common += 1
      if (common === from.length || common === to.length) continue // one of them lies beside the other's folder
      const parent = join(top, ...from.slice(0, common))
      const edges = siblings.get(parent) ?? new Map()
      siblings.set(parent, edges)
      const [start, end] = [from, to].map((parts) => join(parent, /** @type {string} */ (parts[common])))
      edges.set(start, (edges.get(start) ?? new Set()).add(end))
    }
  }
  return [...siblings.values()].flatMap(circlesOf)
}

/**
 * One sentence for each circle that a depth-first walk runs into.
 * @param {ReadonlyMap<string, Iterable<string>>} targets what each imports
 */
function circlesOf(targets) {
  /** @type {Set<string>} */
  const done = new Set()
  /** @type {string[]} */
  const path = []
  /** @type {string[]} */
  const problems = []
  /** @param {string} file */
  const visit = (file) => {
    const start = path.indexOf(file)
    if (start >= 0) problems.push(`imports in a circle: ${[...path.slice(start), file].join(' → ')}`)
    if (start >= 0 || done.has(file)) return
    path.push(file)
    for (const next of targets.get(file) ?? []) visit(next)
    path.pop()
    done.add(file)
  }
  for (const file of targets.keys()) visit(file)
  return problems
}
