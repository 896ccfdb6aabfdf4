import { expect, it } from 'vitest'
import { textBars, textCurve } from './text-curve.js'

it('draws a function from its largest value to its smallest', () => {
  const lines = textCurve((x) => 1 - x / 2, 0, 2)
  expect(lines).toHaveLength(13)
  expect(lines[0]).toMatch(/^1 │•/)
  expect(lines[10]).toMatch(/^0 │ +•+$/)
  expect(lines.at(-1)).toMatch(/^ {3}0 +2$/)
  expect(lines.every((line) => line.length <= 65)).toBe(true)
})

it('draws constants and leaves out what is not finite', () => {
  expect(textCurve(() => 0, 0, 1)[10]).toMatch(/^0 │•{61}$/)
  const lines = textCurve((x) => 1 / x, 0, 1)
  expect(lines[0]).toMatch(/^60 │ •/)
  expect(textCurve(() => Number.NaN, 0, 1)).toEqual([])
})

it('draws numbers to both sides of zero', () => {
  expect(textBars([-1, 0.5, 0])).toEqual([
    ` -1 ${'█'.repeat(20)}│`,
    `0.5 ${' '.repeat(20)}│${'█'.repeat(10)}`,
    `  0 ${' '.repeat(20)}│`,
  ])
})
