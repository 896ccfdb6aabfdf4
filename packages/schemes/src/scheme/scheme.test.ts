import { evaluate } from '@numeural/formula'
import { describe, expect, test } from 'vitest'
import { analyseScheme, weightOf } from './analyse-scheme.js'
import { defineScheme } from './define-scheme.js'
import { duFortFrankel } from './du-fort-frankel.js'
import { explicit } from './explicit.js'
import type { SchemeDefinition } from './scheme.js'

const tau = { default: 0.25, domain: 'positive' } as const
const heavyBall: SchemeDefinition = {
  name: 'heavy-ball',
  parameters: { tau, beta: { default: 0.3, domain: 'unit' } },
  update: 'u - tau*flux + beta*(u - previous)',
  time: 'tau/(1 - beta)',
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`
  }
  return 'no error'
}
const analysed = (change: Partial<SchemeDefinition>): string =>
  codeOf(() => analyseScheme(defineScheme({ ...heavyBall, ...change })))

describe('analyseScheme', () => {
  test('the explicit scheme: weight 1 of the iterate, −τ of the flux', () => {
    const { update, first } = analyseScheme(explicit)
    expect(weightOf(update, 'u', { tau: 0.2 })).toBe(1)
    expect(weightOf(update, 'flux', { tau: 0.2 })).toBe(-0.2)
    expect(first).toBeNull()
  })

  test('skip weights of the Du Fort–Frankel scheme are those of C21 eq. 20', () => {
    const { update, first } = analyseScheme(
      defineScheme({
        name: 'du-fort-frankel',
        parameters: { tau, alpha: { default: 1, domain: 'positive' } },
        update: '4*tau*alpha/(1+2*tau*alpha)*(u - flux/(2*alpha)) + (1-2*tau*alpha)/(1+2*tau*alpha)*previous',
        time: 'tau',
      }),
    )
    const at = { tau: 0.5, alpha: 3 }
    expect(weightOf(update, 'u', at)).toBeCloseTo(6 / 4, 14)
    expect(weightOf(update, 'previous', at)).toBeCloseTo(-2 / 4, 14)
    expect(weightOf(update, 'flux', at)).toBeCloseTo(-1 / 4, 14)
    expect(weightOf(first!, 'flux', at)).toBe(-0.5)
  })

  test('cycles: defaults are formulas in l and L', () => {
    const { defaults, update } = analyseScheme(
      defineScheme({
        name: 'fsi',
        parameters: { tau, alpha: { default: '(4*l+2)/(2*l+3)', domain: [0, 2], per: 'step' } },
        length: 3,
        update: 'alpha*(u - tau*flux) + (1-alpha)*previous',
        first: 'alpha*(u - tau*flux) + (1-alpha)*u',
        time: 'tau*L*(L+1)/3',
      }),
    )
    expect(evaluate(defaults.alpha, { l: 1, L: 3 })[0]).toBeCloseTo(6 / 5, 15)
    expect([...update.reads].sort()).toEqual(['flux', 'previous', 'u'])
  })
})

describe('the time of a step', () => {
  const timeOf = (change: Partial<SchemeDefinition>, values: Record<string, number>): number => {
    const { time: _, ...rest } = { ...heavyBall, ...change }
    return evaluate(analyseScheme(defineScheme(rest)).time, values)[0] as number
  }

  test('is derived from the weights, s/(1 + q), where none is declared', () => {
    expect(timeOf({}, { tau: 0.2, beta: 0.5, L: 1 })).toBeCloseTo(0.4, 14)
    expect(timeOf({ update: 'u - tau*flux/3' }, { tau: 0.3, beta: 0.5, L: 1 })).toBeCloseTo(0.1, 14)
    // leapfrog: two steps of τ from the one before
    expect(timeOf({ update: 'previous - 2*tau*flux' }, { tau: 0.3, beta: 0.5, L: 1 })).toBeCloseTo(0.3, 14)
    const alpha = { default: 1, domain: 'positive' } as const
    const { update } = duFortFrankel
    expect(timeOf({ update, parameters: { tau, alpha } }, { tau: 0.7, alpha: 3, L: 1 })).toBeCloseTo(0.7, 14)
  })

  test('is refused if another is declared', () => {
    expect(analysed({ time: 'tau' })).toMatch(/^SCHEME_TIME: .*time is 0\.25 at .*, its weights give 0\.357143\./)
    expect(analysed({ time: 'tau/(1 - beta)*1.001' })).toMatch(/^SCHEME_TIME/)
    const cycle = { length: 5, update: 'alpha*(u - tau*flux) + (1 - alpha)*previous', first: 'u - alpha*tau*flux' }
    const parameters = { tau, alpha: { default: '(4*l + 2)/(2*l + 3)', domain: [0, 2], per: 'step' } } as const
    expect(analysed({ ...cycle, parameters, time: 'tau*L*(L + 1)/3' })).toBe('no error')
    expect(analysed({ ...cycle, parameters, time: 'tau*L' })).toMatch(/^SCHEME_TIME/)
  })

  test('has to be declared for a cycle', () => {
    expect(codeOf(() => defineScheme({ name: 'x', length: 2, parameters: { tau }, update: 'u - tau*flux' }))).toMatch(
      /^SCHEME_FIELD: .*time is missing/,
    )
  })
})

describe('a wrong formula is refused', () => {
  test('weights that add up to 1.3, with the sum', () => {
    expect(analysed({ update: 'u - tau*flux + beta*u' })).toMatch(
      /^SCHEME_INCONSISTENT: .*update .* add up to 1\.3, not 1/,
    )
  })
  test('weights that are right only at the defaults', () => {
    expect(analysed({ update: '0.7*u + beta*previous - tau*flux' })).toMatch(/^SCHEME_INCONSISTENT/)
  })
  test.each([
    ['u - tau*flux^2', 'flux'],
    ['u*u/start - tau*flux', 'u'],
    ['u - tau*abs(flux)', 'flux'],
    ['u > 0 ? u : previous', 'u'],
  ])('%s is not linear', (update, signal) => {
    expect(analysed({ update })).toContain('SCHEME_NOT_LINEAR')
    expect(analysed({ update })).toContain(`reads ${signal}`)
  })
  test('a constant that is added', () => {
    expect(analysed({ update: 'u - tau*flux + 3' })).toMatch(/SCHEME_NOT_LINEAR.*gives 3 instead of 0/)
  })
  test('an unknown symbol, with its position', () => {
    expect(analysed({ update: 'u - tau*flux + gamma' })).toMatch(/^FORMULA_SYMBOL/)
  })
  test('a flux evaluated at a flux', () => {
    expect(analysed({ at: 'u - tau*flux' })).toMatch(/^FORMULA_SYMBOL/)
  })
  test('a first step that reads previous', () => {
    expect(analysed({ first: 'previous' })).toMatch(/^FORMULA_SYMBOL/)
  })
  test('previous without a first step or tau', () => {
    expect(analysed({ update: '2*u - previous - beta*flux', parameters: { beta: { default: 1 } } })).toMatch(
      /^SCHEME_FIRST/,
    )
  })
  test.each([
    ['SCHEME_NAME', { name: 'Heavy Ball' }],
    ['SCHEME_FIELD', { length: 0 }],
    ['SCHEME_FIELD', { lenght: 2 } as object],
    ['SCHEME_FIELD', { order: Number.NaN }],
    ['SCHEME_FIELD', { update: 3 as unknown as string }],
    ['SCHEME_PARAMETER', { parameters: { flux: { default: 1 } } }],
    ['SCHEME_PARAMETER', { parameters: { tau: { default: -1, domain: 'positive' } } }],
    ['SCHEME_PARAMETER', { parameters: { tau: { default: 1, domain: [2, 1] } } }],
    ['SCHEME_PARAMETER', { parameters: { tau: { default: Number.POSITIVE_INFINITY } } }],
    ['SCHEME_PARAMETER', { parameters: { tau: { default: 1, maximum: '2/rho' } } }],
    [
      'SCHEME_PARAMETER',
      { parameters: { tau: { default: 1, domain: 'positive', minimum: null as unknown as string } } },
    ],
    ['SCHEME_PARAMETER', { parameters: { tau: { ...tau, maximum: '2/rho', minimum: '1/rho' } } }],
    ['FORMULA_SYMBOL', { parameters: { tau: { ...tau, maximum: '2/norm' }, beta: { default: 0 } } }],
    ['SCHEME_PARAMETER', { parameters: { tau, beta: { default: 'L - 2', domain: 'positive' } } }],
  ] as [string, Partial<SchemeDefinition>][])('%s for %o', (code, change) => {
    expect(analysed(change).startsWith(code)).toBe(true)
  })
})
