import { expect, it } from 'vitest'
import { createStepControl } from './step-control.js'

it('extrapolates while the residual falls', () => {
  const control = createStepControl()
  for (let k = 0; k < 40; k++) expect(control.next(0.8 ** k, 1)).toBe('extrapolate')
  expect(control.stretches).toBe(0)
})

it('takes back what doubles the residual', () => {
  const control = createStepControl()
  control.next(1, 0)
  expect([control.keeps(2), control.keeps(2.01), control.keeps(Number.NaN)]).toEqual([true, false, false])
})

it('takes plain steps after five without gain, leaps where they are aligned, and begins anew', () => {
  const control = createStepControl()
  const steps = Array.from({ length: 18 }, () => control.next(1, 0.99))
  expect(steps.slice(0, 5)).toEqual(Array(5).fill('extrapolate'))
  expect(steps.slice(5, 15)).toEqual([1, 1, 15, 1, 1, 15, 1, 1, 15, 1])
  expect(steps.slice(15)).toEqual(Array(3).fill('extrapolate'))
  expect(control.stretches).toBe(1)
})

it('halves steps that point back and forth', () => {
  const control = createStepControl()
  const steps = Array.from({ length: 7 }, () => control.next(1, -0.5))
  expect(steps.slice(5)).toEqual([0.5, 0.5])
})

it('ends the plain steps where the residual has halved', () => {
  const control = createStepControl()
  for (let k = 0; k < 8; k++) control.next(1, 0)
  expect(control.next(0.49, 0)).toBe('extrapolate')
})

it('halves the leap that it takes back', () => {
  const control = createStepControl()
  const steps = () => Array.from({ length: 3 }, () => control.next(1, 1))
  for (let k = 0; k < 5; k++) control.next(1, 1)
  expect(steps()).toEqual([1, 1, 15])
  expect(control.keeps(10)).toBe(true)
  expect(control.keeps(11)).toBe(false)
  expect(steps()).toEqual([1, 1, 7.5])
})
