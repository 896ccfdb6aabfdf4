import { InputFileError } from '@numeural/errors'
import { describe, expect, it } from 'vitest'
import { describeError } from './describe-error.js'

const { signal } = new AbortController()
const lineOf = (message: string): string =>
  describeError(new InputFileError(message, { code: 'INPUT_FORMAT' }), signal).line

describe('the line of an error', () => {
  it('holds no control characters of a file', () => {
    expect(lineOf('a\u001b[2J.csv is\u0007 no text\u202e')).toBe('a\\u001b[2J.csv is\\u0007 no text\\u202e')
    expect(lineOf('two\r\n lines')).toBe('two lines')
  })

  it('keeps its beginning and its end when it is long', () => {
    const line = lineOf(`photo.png ${'x'.repeat(20_000)} allowed is PNG`)
    expect(line).toMatch(/^photo\.png x+ … x+ allowed is PNG$/)
    expect(line.length).toBeLessThan(1010)
  })
})
