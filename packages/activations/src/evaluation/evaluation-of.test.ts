import { describe, expect, it } from 'vitest'
import { defineNonlinearity, type NonlinearityDefinition } from '../nonlinearity.js'
import { standardNonlinearities } from '../standard.js'
import { evaluationOf } from './evaluation-of.js'

const of = (diffusivity: string, dtype: 'float32' | 'float64', lambda = 1) => {
  const parameters: NonlinearityDefinition['parameters'] = diffusivity.includes('lambda')
    ? { lambda: { default: lambda, domain: 'positive' as const } }
    : {}
  return evaluationOf(defineNonlinearity({ name: 'own', parameters, diffusivity }), {}, { dtype })
}

describe('evaluationOf', () => {
  it.each(standardNonlinearities.map((each) => [each.name, each] as const))(
    '%s: g_max holds in both types for every difference that signals have, for contrasts of all sizes',
    (_, nonlinearity) => {
      const [name] = Object.keys(nonlinearity.parameters)
      for (const contrast of name === undefined ? [1] : [1, 0.1, 3.7, 1e-4, 1e4]) {
        const parameters = name === undefined ? {} : { [name]: contrast }
        for (const dtype of ['float32', 'float64'] as const) {
          const found = evaluationOf(nonlinearity, parameters, { dtype })
          expect(found).toMatchObject({ certified: true, reason: null })
          // rounding alone: the bound of the step size stays what it is
          expect(found.gMax).toBeCloseTo(1, 14)
          expect(found.range).toBeGreaterThanOrEqual(2 ** 20)
          expect(found.rounding).toBeLessThanOrEqual(dtype === 'float32' ? 2 ** -19 : 2 ** -40)
        }
      }
    },
  )

  it.each([
    'r == 0 ? 1 : (1 - exp(-r^2))/r^2',
    'r == 0 ? 1 : log1p(r^2)/r^2',
    'r == 0 ? 1 : log(1 + (r/lambda)^2)/(r/lambda)^2',
    'r == 0 ? 1 : 2*(sqrt(1 + r^2) - 1)/r^2',
    'r == 0 ? 1 : (1 - 1/(1 + r^2))/r^2',
    'r == 0 ? 1 : (sin(r)/r)^2',
    'r == 0 ? 1 : tanh(r)/r',
    'r == 0 ? 1 : 1 - exp(-3.31488/(r/lambda)^8)',
    'sqrt(1 + r^2) - abs(r)',
    '1/(1 + exp(abs(r)))',
  ])('%s: rewritten, its bound holds in float32', (text) => {
    const found = of(text, 'float32', 0.7)
    expect(found).toMatchObject({ certified: true, reason: null })
    // some tens of roundings of 6e-8
    expect(found.rounding).toBeLessThan(4e-6)
  })

  it.each([
    ['(1 + r^20)/(1 + r^40)', 'near |r| = 84 its formula may be no number in float32'],
    ['(1 + r^8)/(1 + r^8 + r^16)', 'near |r| = 66000 its formula may be no number in float32'],
  ])('%s holds in float64 at most', (text, reason) => {
    expect(of(text, 'float32')).toMatchObject({ certified: false, reason: expect.stringContaining(reason) })
  })

  it.each([
    { activation: 'min(1, max(-1, r))' },
    { activation: 'max(0, r)', activationOnly: true },
    { activation: 'tanh(r)' },
    { activation: 'sign(r)*log1p(abs(r))' },
    { activation: '-sign(r)*expm1(-abs(r))' },
    { activation: 'r/(1 + exp(-r))', activationOnly: true },
    { regulariser: 'abs(r) - log1p(abs(r))' },
    { regulariser: 'r^2/(1 + r^2)' },
    { regulariser: '2*log(cosh(r))' },
    { shrinkage: 'abs(r) <= 1 ? 0 : r - sign(r)' },
    { shrinkage: 'abs(r) <= 1 ? 0 : r - 1/r' },
    { shrinkage: 'r^3/(r^2 + 1)' },
  ])('%o: other faces, whose g is a quotient by r', (faces) => {
    const nonlinearity = defineNonlinearity({ name: 'own', ...faces })
    for (const dtype of ['float32', 'float64'] as const)
      expect(evaluationOf(nonlinearity, {}, { dtype })).toMatchObject({ certified: true, reason: null })
  })

  it('knows where float64 suffices', () => {
    expect(of('(1 + r^20)/(1 + r^40)', 'float64').certified).toBe(true)
    expect(of('cosh(r/1000)/(1 + cosh(r/1000)^2)', 'float64').certified).toBe(false)
  })

  it('says what is kept of Lipschitz constants', () => {
    expect(of('1/(1 + r^2)', 'float32').error).toBeLessThan(1e-6)
    // for large arguments the values of float32 are those of other arguments
    expect(of('cos(3*r)^2', 'float32')).toMatchObject({ certified: true, error: Number.POSITIVE_INFINITY })
  })

  it('asks nothing of what has no bound', () => {
    const root = defineNonlinearity({ name: 'root', activation: 'sign(r)*sqrt(abs(r))' })
    expect(evaluationOf(root)).toMatchObject({ certified: false, isBounded: false })
  })
})
