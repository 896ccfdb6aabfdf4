import { FormulaError } from '@numeural/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate } from './evaluate.js'
import { functionNames } from './functions.js'
import { parse } from './parse.js'

const symbols = ['r', 'lambda']
const value = (text: string, r = 1.5, lambda = 2): number => evaluate(parse(text, symbols), { r, lambda })[0]

function refusal(text: string): FormulaError {
  try {
    parse(text, symbols)
  } catch (error) {
    if (error instanceof FormulaError) return error
    throw error
  }
  throw new Error(`'${text}' was accepted`)
}

describe('parse', () => {
  it.each([
    ['r/(1 + r^2/lambda^2)', 0.96],
    ['-r^2', -2.25],
    ['2^3^2', 512],
    ['2^-1', 0.5],
    ['r - 1 - 1', -0.5],
    ['8/2/2', 2],
    ['0 < r <= 1 ? 2 : 3*r', 4.5],
    ['r == 1.5 == 1.5 ? 1 : 2', 1],
    ['not (r < 1) and (r > 9 or lambda == 2) ? 1 : 0', 1],
    ['r < 1 ? 1 : r < 2 ? 2 : 3', 2],
    ['max(r, 1, lambda) - min(3, r, 2)', 0.5],
    ['+r\n * .5e1', 7.5],
    ['-(-r)', 1.5],
    ['pi', Math.PI],
    ['r^0', 1],
    ['1/0', Infinity],
  ])('reads %j as %d', (text, expected) => {
    expect(value(text)).toBe(expected)
  })

  it.each([
    ['2r', 'FORMULA_SYNTAX', 1],
    ['2(r)', 'FORMULA_SYNTAX', 1],
    ['r mod 2', 'FORMULA_SYNTAX', 2],
    ['r +', 'FORMULA_SYNTAX', 2],
    ['(r', 'FORMULA_SYNTAX', 1],
    ['r = 2', 'FORMULA_SYNTAX', 2],
    ['f(r) = 2', 'FORMULA_SYNTAX', 5],
    ['r; 2', 'FORMULA_SYNTAX', 1],
    ['[r]', 'FORMULA_SYNTAX', 0],
    ['r.constructor', 'FORMULA_SYNTAX', 1],
    ['"text"', 'FORMULA_SYNTAX', 0],
    ['import("fs")', 'FORMULA_SYNTAX', 7],
    ['r\0', 'FORMULA_SYNTAX', 1],
    ['2*λ', 'FORMULA_SYNTAX', 2],
    ['r \u{1F600}', 'FORMULA_SYNTAX', 2],
    ['true', 'FORMULA_SYNTAX', 0],
    ['', 'FORMULA_SYNTAX', 0],
    [' \n ', 'FORMULA_SYNTAX', 0],
    ['1 + e', 'FORMULA_SYMBOL', 4],
    ['constructor', 'FORMULA_SYMBOL', 0],
    ['__proto__', 'FORMULA_SYMBOL', 0],
    ['2*sin', 'FORMULA_SYMBOL', 2],
    ['toString(r)', 'FORMULA_FUNCTION', 0],
    ['1 + lambda(r)', 'FORMULA_FUNCTION', 4],
    ['max(r)', 'FORMULA_FUNCTION', 0],
    ['sin(r, r)', 'FORMULA_FUNCTION', 0],
    ['1 + (r < 2)', 'FORMULA_TYPE', 4],
    ['r ? 1 : 2', 'FORMULA_TYPE', 0],
    ['not r < 1 ? 1 : 2', 'FORMULA_TYPE', 4],
    ['r < 1', 'FORMULA_TYPE', 0],
    ['1e999', 'FORMULA_LIMIT', 0],
  ])('refuses %j with %s at %d', (text, code, position) => {
    expect(refusal(text)).toMatchObject({ code, position })
  })

  it('lists what is allowed, for a symbol and for a function', () => {
    expect(refusal('mu').hint).toBe('Allowed symbols are r, lambda, pi.')
    expect(refusal('erf(r)').hint).toContain(functionNames.join(', '))
  })

  it.each([
    ['e^(-r^2)', 'Write exp(x) for e^x.'],
    ['ln(r)', 'Write log(x), the natural logarithm.'],
    ['pow(r, 2)', 'Write a^b.'],
    ['r**2', 'Write powers with ^, as in r^2.'],
    ['2*π', 'Write pi.'],
    ['1 − r', 'Write the minus sign of the keyboard, -.'],
    ['2×r', 'Write multiplication as *.'],
    ['2·r', 'Write multiplication as *.'],
    ['r÷2', 'Write division as /.'],
    ['√(r)', 'Write sqrt(r) for a root.'],
    ['|r|', "Write abs(r) for a magnitude |r|, and 'or' between conditions."],
    ['r²', 'Write powers with ^, as in r^2.'],
    ['r/λ', 'Write the name in letters, lambda.'],
    ['r ≤ 1 ? 1 : 0', 'Write <=.'],
    ['0,5*r', 'Write decimal numbers with a point: 0.5.'],
    ['1/(1 + r^2/1,25)', 'Write decimal numbers with a point: 1.25.'],
    ['exp(-r^2/0,5)', 'Write decimal numbers with a point: 0.5.'],
    ['(1, 2)', 'Write decimal numbers with a point, and commas only between arguments.'],
    ['arctan(r)', 'Write atan(x).'],
    ['sech(r)', 'Write 1/cosh(x).'],
    ['sigmoid(r)', 'Write 1/(1 + exp(-x)).'],
    ['if(r > 0, 1, 0)', 'Write condition ? a : b.'],
    ['r > 0 && r < 1 ? 1 : 0', "Write 'and'."],
    ['Math.exp(r)', "Leave out 'Math.', as in exp(r)."],
    ['np.exp(r)', "Leave out 'np.', as in exp(r)."],
    ['Exp(r)', 'Write exp, in lower case.'],
    ['PI*r', 'Write pi, in lower case.'],
    ['2r', 'Write multiplication as *, which cannot be left out: 2*r.'],
    ['2(r + 1)', 'Write multiplication as *, which cannot be left out: 2*(…).'],
    ['r(1 + r)', 'Write r*(…) for a product.'],
    ['\\frac{1}{r}', 'Formulas are no LaTeX; write (a)/(b), sqrt(a), exp(a) and a^b.'],
  ])('names the cure for %s', (text, hint) => {
    expect(refusal(text).hint).toBe(hint)
  })

  it('takes names that are cured elsewhere as symbols, if they are declared', () => {
    expect(evaluate(parse('e + step', ['e', 'step']), { e: 1, step: 2 })).toEqual([3])
  })

  it('survives hostile sizes', () => {
    expect(refusal('r+'.repeat(500_000)).code).toBe('FORMULA_LIMIT')
    expect(refusal(`${'('.repeat(10_000)}r`).code).toBe('FORMULA_LIMIT')
    expect(refusal(`${'('.repeat(1000)}r${')'.repeat(1000)}`)).toMatchObject({ code: 'FORMULA_LIMIT', position: 200 })
    expect(refusal(`${'-'.repeat(4000)}r`)).toMatchObject({ code: 'FORMULA_LIMIT', position: 200 })
    expect(refusal(`${Array.from({ length: 800 }, (_, k) => `sin(${k})`).join('+')}`).code).toBe('FORMULA_LIMIT')
    expect(value(`${'r+'.repeat(1500)}r`)).toBe(1501 * 1.5)
    expect(value(`${'r^'.repeat(1500)}1`, 1)).toBe(1)
    expect(value(`${'('.repeat(200)}r${')'.repeat(200)}`)).toBe(1.5)
  })

  it('reads or refuses any text, and throws nothing but FormulaError', () => {
    const word = fc.constantFrom(
      ...'r lambda 1 2.5 + - * / ^ ( ) , ? : < <= == != and or not sin max pi e . = " \\n \\0 ü'.split(' '),
    )
    let read = 0
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
        ),
        (text) => {
          try {
            evaluate(parse(text, symbols), { r: 1, lambda: 2 })
            read++
          } catch (error) {
            expect(error).toBeInstanceOf(FormulaError)
            expect((error as FormulaError).position).toBeLessThanOrEqual(text.length)
          }
        },
      ),
      { numRuns: 3000, seed: 29 },
    )
    expect(read).toBeGreaterThan(15)
  })

  it('refuses what is not text, and symbols that are none', () => {
    expect(() => parse(null as unknown as string, [])).toThrow(FormulaError)
    for (const symbol of ['pi', 'and', 'sin', 'mod', 'Infinity', '__proto__', 'constructor', 'toString', '2x', '']) {
      expect(() => parse('1', [symbol]), symbol).toThrow(expect.objectContaining({ code: 'SYMBOL_NAME' }))
    }
  })
})
