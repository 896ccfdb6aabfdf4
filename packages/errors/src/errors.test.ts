import { describe, expect, it } from 'vitest'
import { DivergenceError, FormulaError, NumeuralError, ParameterError } from './errors.js'

describe('NumeuralError', () => {
  it('says its class, code, what was given, what is allowed and what to do, in JSON too', () => {
    const error = new ParameterError('tau is -1.', {
      code: 'PARAMETER_DOMAIN',
      given: -1,
      allowed: 'tau > 0',
      hint: 'Give a positive tau.',
    })
    expect(error).toBeInstanceOf(NumeuralError)
    expect(String(error)).toBe('ParameterError: tau is -1.')
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'ParameterError',
      code: 'PARAMETER_DOMAIN',
      message: 'tau is -1.',
      given: -1,
      allowed: 'tau > 0',
      hint: 'Give a positive tau.',
    })
  })

  it('keeps a given NaN readable in JSON, and the position of a formula error', () => {
    const error = new DivergenceError('The loss is NaN.', { code: 'LOSS_NOT_FINITE', given: Number.NaN })
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ given: 'NaN' })
    const formula = new FormulaError('No.', { code: 'FORMULA_SYNTAX', position: 3 }, { cause: error })
    expect(JSON.parse(JSON.stringify(formula))).toMatchObject({ position: 3 })
    expect(formula.cause).toBe(error)
  })
})
