import { InputFileError, ModelFileError, ParameterError } from '@numeural/errors'
import { describe, expect, it } from 'vitest'
import { describeError } from './describe-error.js'

const { signal } = new AbortController()
const lineOf = (message: string): string =>
  describeError(new InputFileError(message, { code: 'INPUT_FORMAT' }), signal).line

describe('the line of an error', () => {
  it('has one colon between what was given and what to do, whatever it is made of', () => {
    const line = (message: string, details: object): string =>
      describeError(new ParameterError(message, { code: 'X', given: 'FSI', ...details }), signal).line
    const names = { allowed: ['explicit', 'fsi'], hint: 'Check the name, or add the plugin that has it.' }
    expect(line("There is no 'FSI' in 'schemes'; there are explicit, fsi.", names)).toBe(
      "There is no 'FSI' in 'schemes'; there are explicit, fsi: did you mean fsi?",
    )
    expect(line('denoise: scheme is "FSI"; allowed: explicit, fsi.', names)).toBe(
      'denoise: scheme is "FSI"; allowed: explicit, fsi; did you mean fsi?',
    )
    expect(line('denoise: tau is 0; allowed: a number.', { hint: 'Leave it out.' })).toBe(
      'denoise: tau is 0; allowed: a number; leave it out',
    )
    expect(line('There is no plan.', { hint: 'WebGPU needs Node 24.' })).toBe('There is no plan: WebGPU needs Node 24')
  })

  it('holds no control characters of a file', () => {
    expect(lineOf('a\u001b[2J.csv is\u0007 no text\u202e')).toBe('a\\u001b[2J.csv is\\u0007 no text\\u202e')
    expect(lineOf('two\r\n lines')).toBe('two lines')
  })

  it('is that of an unreadable file for a wrong formula in a file', () => {
    const error = new ModelFileError('m/model.json: no name.', { code: 'NONLINEARITY_NAME' })
    expect(describeError(error, signal).exitCode).toBe(1)
  })

  it('keeps its beginning and its end when it is long', () => {
    const line = lineOf(`photo.png ${'x'.repeat(20_000)} allowed is PNG`)
    expect(line).toMatch(/^photo\.png x+ … x+ allowed is PNG$/)
    expect(line.length).toBeLessThan(1010)
  })
})
