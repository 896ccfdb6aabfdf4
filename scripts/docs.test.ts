import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './packages.mjs'

const folder = join(root, 'docs', 'decisions')
const decisions = readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name))

describe('the decisions', () => {
  const index = readFileSync(join(folder, 'README.md'), 'utf8')

  it('are numbered without gaps', () => {
    expect(decisions.map((name) => Number(name.slice(0, 4)))).toEqual(decisions.map((_, at) => at + 1))
  })

  it.each(decisions)('%s has the format, and a row of the index', (name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const [, title, status, date] =
      /^# \d+\. (.+)\n\nStatus: (accepted|superseded by \d{4})\nDate: (\d{4}-\d\d-\d\d)\n\n## Context\n/.exec(text) ??
      []
    expect(title, 'begins with title, Status, Date and Context').toBeDefined()
    expect(text.match(/^## .*$/gm)).toEqual(['## Context', '## Decision', '## Consequences'])
    const row = index.split('\n').find((line) => line.includes(`](${name})`))
    for (const part of [title, status, date]) expect(row).toContain(part)
  })
})

const pages = spawnSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).stdout.trim().split('\n')

describe('every page', () => {
  it.each(pages.filter((page) => !page.startsWith('scripts/fixtures/')))('%s names files that exist', (page) => {
    const text = readFileSync(join(root, page), 'utf8')
    const paths = [...text.matchAll(/`((?:packages|scripts|docs|conformance|benchmarks)\/[\w./-]+)`/g)].map(
      ([, path]) => path!,
    )
    const links = [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => join(dirname(page), link!))
    expect([...paths, ...links].filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})
