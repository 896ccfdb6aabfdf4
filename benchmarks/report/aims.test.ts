import { describe, expect, it } from 'vitest'
import { judge } from './aims.js'
import { caseOf, outcome } from './results.fixtures.js'

const find = (results: Parameters<typeof judge>[0], text: string) =>
  judge(results).find(({ aim }) => aim.startsWith(text))

describe('judge', () => {
  it('takes ratios round by round, the right way round', () => {
    const cases = [
      caseOf('A train 500', [outcome('ours-1', [80, 8]), outcome('limit', [100, 10])]),
      caseOf('D step 1024', [outcome('ours-1', [50]), outcome('limit', [100])]),
    ]
    expect(find({ cases }, 'A, training step: of the C limit')).toMatchObject({ measured: 0.8, holds: true })
    expect(find({ cases }, 'D, 1024²')).toMatchObject({ measured: 2, holds: false })
  })

  it('knows nothing of what was not measured', () => {
    expect(judge({ cases: [] }).every(({ measured, holds }) => measured === null && holds === null)).toBe(true)
    const cases = [caseOf('B train', [outcome('ours-2', [1]), outcome('pytorch-2', [], { failure: 'absent' })])]
    expect(find({ cases }, 'B, training step')).toMatchObject({ measured: null, holds: null })
  })

  it('takes the largest difference between threads, of ours only', () => {
    const threads = { threads: 2, difference: { loss: 0, values: 1e-9 } }
    const cases = [
      caseOf('A train 500', [outcome('ours-1', [1]), outcome('ours-2', [1], threads)]),
      caseOf('B train', [outcome('pytorch-2', [1], { kind: 'peer', threads: 2, difference: { loss: 1, values: 1 } })]),
    ]
    expect(find({ cases }, 'difference between')).toMatchObject({ measured: 1e-9, holds: false })
  })
})
