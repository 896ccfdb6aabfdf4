// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources under test
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listPackages, root } from './packages.mjs'
import { findRefusalProblems } from './refusals.mjs'
import { readSources } from './source-imports.mjs'

function problems(text: string): string[] {
  return findRefusalProblems([{ file: 'a.ts', text }]).map(({ problem }) => problem)
}

describe('findRefusalProblems', () => {
  it.each([
    "throw new ShapeError('The image is empty.', { code: 'IMAGE_SIZE', given, allowed, hint: 'Give at least one pixel.' })",
    "throw new ShapeError(`denoise: steps is ${n}; allowed: 1.`, { code: odd ? 'ODD' : 'EVEN', given: n })",
    'throw new FormulaError(`${owner}: a sum.`, details)',
    "refused({ owner: 'denoise', option: 'steps', code: 'DENOISE_OPTION' }, 0, '1', `Give ${n}, or leave it out.`)",
    "import { ShapeError } from '@numeural/errors'",
    "const hint = 'Take 1.'\nrefused(option, 0, '1', hint)",
    "throw new Error('a state that cannot be')",
    "const digit = { code: 'x', from: 1 }",
  ])('takes %s', (text) => {
    expect(problems(text)).toEqual([])
  })

  it.each([
    ["new ShapeError('the image is empty.', {})", 'a message starts with a capital, a quote or its owner: the image'],
    ["new ShapeError('The image is empty', {})", 'a message ends with a full stop: The image is empty'],
    ["new ShapeError(full ? 'Full.' : 'Empty', {})", 'a message ends with a full stop: Empty'],
    ['new ShapeError(`The image ` + `is ${size} wide`)', 'a message ends with a full stop:  wide'],
    ["({ code, hint: 'take 1.' })", 'a hint starts with a capital, a quote or its owner: take 1.'],
    ["({ code, hint: 'Take 1. Or take 2.' })", 'a hint is one sentence: Take 1. Or take 2.'],
    ["({ code: 'imageSize', given })", "the code 'imageSize' is not in CAPITALS"],
    ['({ code: `IMAGE_${part}`, given })', 'a code is built at run time'],
    ["refused(option, 0, '1', 'Take 1')", 'a hint ends with a full stop: Take 1'],
    ["function odd(hint: string) {}\nodd('Take 1')", 'a hint ends with a full stop: Take 1'],
    ["const hint = 'Take 1'\nnew ShapeError('No.', { code: 'NO', hint })", 'a hint ends with a full stop: Take 1'],
    ["throw new TypeError('no number')", 'a TypeError has no code and no hint'],
    ["import { ShapeError } from '@numeural/core'", 'ShapeError comes from @numeural/errors, not from @numeural/core'],
  ])('refuses %s', (text, problem) => {
    expect(problems(text)).toEqual([expect.stringContaining(problem)])
  })
})

describe('every refusal', () => {
  it.each(listPackages().map((each) => [each.manifest.name, each] as const))(
    'of %s reads like all others',
    (_, each) => {
      const sources = readSources(each)
        .filter(({ test, file }) => !test && !file.includes('.generated.'))
        .map(({ file }) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
      expect(findRefusalProblems(sources).map(({ file, line, problem }) => `${file}:${line}: ${problem}`)).toEqual([])
    },
  )
})
