import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listExamples, listPackages, root } from './packages.mjs'

/**
 * A TypeScript example of a README. Its `id` names a file that does not exist, in the README's folder,
 * so that its imports resolve as a user's would.
 * @typedef {{ readme: string, line: number, id: string, code: string, run: boolean }} ReadmeBlock
 */

const suffix = /\.example-(\d+)\.ts$/

/** The pages whose examples run: the README of the repository, of each package and example, and everything in docs/. */
export function readmeFiles() {
  const folders = [root, ...[...listPackages(), ...listExamples()].map(({ folder }) => folder)]
  const docs = join(root, 'docs')
  const pages = readdirSync(docs).filter((name) => name.endsWith('.md'))
  return [...folders.map((folder) => join(folder, 'README.md')), ...pages.map((name) => join(docs, name))].filter(
    (file) => existsSync(file),
  )
}

/**
 * The blocks fenced as ```ts, which are complete programs; those fenced as ```ts no-run are only type-checked.
 * @param {string} readme
 * @returns {ReadmeBlock[]}
 */
export function readmeBlocksOf(readme) {
  return extractBlocks(readFileSync(readme, 'utf8')).map(({ line, code, run }) => {
    return { readme, line, code, run, id: `${readme}.example-${line}.ts` }
  })
}

/**
 * @param {string} markdown
 * @returns {{ line: number, code: string, run: boolean }[]}
 */
export function extractBlocks(markdown) {
  return [...markdown.matchAll(/^```ts( no-run)?[ \t]*\r?\n([\s\S]*?)^```[ \t]*$/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length,
    code: match[2] ?? '',
    run: match[1] === undefined,
  }))
}

/** A Vite plugin that serves the blocks as modules. */
export function readmeBlocks() {
  return {
    name: 'readme-blocks',
    enforce: /** @type {const} */ ('pre'),
    /** @param {string} id */
    resolveId(id) {
      return suffix.test(id) ? id : undefined
    },
    /** @param {string} id */
    load(id) {
      const readme = id.replace(suffix, '')
      if (readme === id) return undefined
      return readmeBlocksOf(readme).find((block) => block.id === id)?.code
    },
  }
}
