import { createRandom } from '@numeural/core'
import { expect, it } from 'vitest'
import { createAnderson } from './anderson.js'

const size = 6
const random = createRandom(3)
/** G(u) = Bu + c with B = −1.2 … 0.9 on a rotated diagonal, which plain iteration cannot solve. */
const eigenvalues = [-1.2, -0.7, 0.1, 0.4, 0.8, 0.9]
const normal = Float64Array.from({ length: size }, () => random.normal())
const squared = normal.reduce((sum, value) => sum + value * value, 0)
const c = Float64Array.from({ length: size }, () => random.normal())

/** Householder's reflection. */
function reflected(v: Float64Array): Float64Array {
  const product = v.reduce((sum, value, i) => sum + value * normal[i]!, 0)
  return v.map((value, i) => value - ((2 * product) / squared) * normal[i]!)
}

function map(u: Float64Array): Float64Array {
  const turned = reflected(u).map((value, i) => value * eigenvalues[i]!)
  return reflected(turned).map((value, i) => value + c[i]!)
}

const exact = reflected(reflected(c).map((value, i) => value / (1 - eigenvalues[i]!)))

function distanceAfter(steps: number, depth: number): number {
  const anderson = createAnderson(size, depth)
  const u = new Float64Array(size)
  for (let step = 0; step < steps; step++) {
    anderson.enter(u, map(u))
    anderson.extrapolate(u)
  }
  return Math.hypot(...u.map((value, i) => value - exact[i]!))
}

it('solves a linear fixed-point equation of six unknowns in seven steps, as GMRES does, where plain steps diverge', () => {
  // Differences are kept in float32: 1e-7 of values of some ten, times a condition of 22.
  expect(distanceAfter(7, 6)).toBeLessThan(1e-4)
  expect(distanceAfter(12, 6)).toBeLessThan(1e-9)
  expect(distanceAfter(5, 6)).toBeGreaterThan(1e-3)
})

it('takes the plain step first, and again after a restart', () => {
  const anderson = createAnderson(size, 3)
  const u = c.slice()
  for (let round = 0; round < 2; round++) {
    const next = map(u)
    anderson.enter(u, next)
    anderson.restart()
    expect(anderson.extrapolate(u)).toBe(false)
    expect(u).toEqual(next)
    expect(anderson.plain).toEqual(next)
  }
  anderson.enter(u, map(u))
  expect(anderson.extrapolate(u)).toBe(true)
})

it('leaves out differences that depend on newer ones', () => {
  // In one dimension all differences are parallel: the secant method, exact after two steps.
  const anderson = createAnderson(1, 4)
  const u = new Float64Array(1)
  for (let step = 0; step < 6; step++) {
    anderson.enter(u, Float64Array.of(3 - 2 * u[0]!))
    anderson.extrapolate(u)
  }
  expect(u[0]).toBeCloseTo(1, 9)
})

it('tells the cosine of the angle between the last two steps', () => {
  const anderson = createAnderson(2, 2)
  anderson.enter(Float64Array.of(0, 0), Float64Array.of(1, 0))
  expect(anderson.cosine).toBe(0)
  anderson.enter(Float64Array.of(1, 0), Float64Array.of(0, -1))
  expect(anderson.cosine).toBeCloseTo(-Math.SQRT1_2, 15)
})
