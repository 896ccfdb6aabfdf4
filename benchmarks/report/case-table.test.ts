import { describe, expect, it } from 'vitest'
import { caseTable } from './case-table.js'
import { caseOf, outcome } from './results.fixtures.js'

const first = [100, 200, 300]

describe('caseTable', () => {
  it('has medians, the time of one step’s work, extremes, ratios with quartiles and the agreement', () => {
    const peer = outcome('peer', [50, 50, 50], { kind: 'peer', difference: { loss: 1e-6, values: 2e-5 } })
    const rows = caseTable(caseOf('x', [outcome('ours-1', first), peer]))
    expect(rows).toEqual([
      ['', 'signals/s', 'ms for 10.0 signals', 'slowest and fastest round', 'GFLOP/s', 'ours ÷ it', 'same numbers'],
      ['ours-1', '200', '50.0', '100 – 300', '1.00', '', 'yes, to the bit'],
      ['peer', '50.0', '200', '50.0 – 50.0', '1.00', '4.00 (3.00 – 5.00)', 'yes: loss 1e-6, gradient 2e-5'],
    ])
  })

  it('compares with ours on as many threads, else with the first', () => {
    const two = { threads: 2 }
    const three = { threads: 3 }
    const rows = caseTable(
      caseOf('x', [
        outcome('ours-1', [10]),
        outcome('ours-2', [30], two),
        outcome('b', [10], two),
        outcome('c', [5], three),
      ]),
    )
    expect(rows.map((row) => row[5])).toEqual(['ours ÷ it', '', '', '3.00 (3.00 – 3.00)', '2.00 (2.00 – 2.00)'])
  })

  it('says why somebody is missing, and who computes something else', () => {
    const rows = caseTable(
      caseOf('x', [
        outcome('absent', [], { failure: 'No module named torch', difference: null }),
        outcome('wrong', first, { difference: { loss: null, values: 0.5 } }),
        outcome('other', first, { difference: null, unchecked: '8 bit' }),
        outcome('tired', first, { failure: 'ended with SIGKILL' }),
      ]),
    )
    expect(rows[1]).toEqual(['absent', '–', '', 'No module named torch', '', '', ''])
    expect(rows[2]?.at(-1)).toBe('NO: output 5e-1')
    expect(rows[3]?.at(-1)).toBe('not compared: 8 bit')
    expect(rows[4]?.[3]).toBe('100 – 300, then: ended with SIGKILL')
  })
})
