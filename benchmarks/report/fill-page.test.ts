import { describe, expect, it } from 'vitest'
import { fillPage } from './fill-page.js'
import { caseOf, outcome } from './results.fixtures.js'

const page = `# Page
<!-- measured: A -->
old A
<!-- /measured -->
between
<!-- measured: B -->
old B
<!-- /measured -->
<!-- measured: aims -->
old aims
<!-- /measured -->
end
`
const machine = {
  processor: 'P',
  cores: 2,
  memory: 1,
  platform: 'linux x64',
  load: 0,
  node: '20.0.0',
  date: '2030-01-01',
}
const results = {
  ...{ machine, workloads: ['A'], complete: false, options: ['--threads', '1'], rounds: 7, seconds: 0.5, memory: [] },
  cases: [
    { workload: 'A', ...caseOf('A train 500', [outcome('ours-1', [10]), outcome('limit', [10], { label: 'a|b' })]) },
    { workload: 'B', ...caseOf('B train', [outcome('ours-1', [10])]) },
  ],
}

describe('fillPage', () => {
  it('replaces what was measured and nothing else', () => {
    const filled = fillPage(page, results)
    expect(filled).not.toContain('old A')
    expect(filled).toContain('**title of A train 500**')
    expect(filled).toContain('| ours-1 | 10.0 | 1 000 | 10.0 – 10.0 | 1.00 |')
    expect(filled).toContain('| a\\|b |')
    expect(filled).toContain('What ran: ours-1 ran; limit ran.')
    expect(filled).toContain(
      '_2030-01-01, P, 2 cores, Node 20.0.0; 7 rounds of 0.5 s: `npm run bench -- --only A --threads 1`_',
    )
    expect(filled).toContain('between\n<!-- measured: B -->\nold B')
    expect(filled).toContain('old aims')
    expect(filled.endsWith('end\n')).toBe(true)
  })

  it('gives the same page when it is filled again', () => {
    const filled = fillPage(page, results)
    expect(fillPage(filled, results)).toBe(filled)
  })

  it('writes the aims after a complete run only', () => {
    const filled = fillPage(page, { ...results, complete: true })
    expect(filled).not.toContain('old aims')
    expect(filled).toContain('| A, training step: of the C limit, 1 thread | at least 0.74 | 1.00 | yes |')
  })

  it('says so where a busy machine was measured, and refuses a page without the section', () => {
    expect(fillPage(page, { ...results, machine: { ...machine, load: 3.14 } })).toContain('3.1 other processes')
    expect(() => fillPage('# Page', results)).toThrow("no section '<!-- measured: A -->'")
  })
})
