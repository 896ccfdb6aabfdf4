import { compareDerivatives, evaluate, parse } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import { analyseScheme } from './analyse-scheme.js'
import { checkWeights, weightPoints } from './check-weights.js'
import { defineScheme } from './define-scheme.js'
import { heavyBall } from './heavy-ball.js'
import { standardSchemes } from './standard-schemes.js'

describe('checkWeights', () => {
  it.each(standardSchemes.map((scheme) => [scheme.name, scheme] as const))('finds %s compared', (_, scheme) => {
    const { update, first } = analyseScheme(scheme)
    const points = weightPoints(scheme)
    for (const { graph, weights, reads } of [update, ...(first === null ? [] : [first])]) {
      for (const signal of reads) {
        const comparison = compareDerivatives(graph, weights[signal], signal, points)
        expect(comparison).toMatchObject({ disagreement: null, isUndecided: false })
        expect(comparison.compared).toBeGreaterThanOrEqual(points.length / 2) // some weights are 0/0 at l = 0
      }
    }
  })

  it('takes a scheme with a long table of weights', () => {
    const { parameters } = heavyBall
    const table = Array.from({ length: 40 }, (_, l) => `l < ${l + 0.5} ? ${l + 1}/50 : `).join('')
    const update = `u - tau*flux + (${table}1)*(u - previous) + (tau < 1 ? 0 : 1)*(u - previous)`
    const time = 'tau/(1 - 1/50 - (tau < 1 ? 0 : 1))'
    const { weights } = analyseScheme(defineScheme({ name: 'table', parameters, update, first: 'u', time })).update
    expect(evaluate(weights.previous, { tau: 2, l: 3, L: 1 })[0]).toBe(-1.08)
  })

  it('refuses a weight that is no derivative', () => {
    const { graph, weights } = analyseScheme(heavyBall).update
    const symbols = ['tau', 'beta', 'l', 'L']
    const check = (u: string) => () => checkWeights(heavyBall, 'update', graph, { ...weights, u: parse(u, symbols) })
    expect(check('1 + beta')).not.toThrow()
    expect(check('1 + beta*(1 + 1e-6)')).toThrow(/the weight of u in update is .* at tau = .*, beta = .*, l = 0/)
    expect(check('1 - beta')).toThrow(expect.objectContaining({ code: 'SCHEME_DERIVATIVE' }))
  })
})
