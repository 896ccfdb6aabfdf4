import { describe, expect, it } from 'vitest'
import {
  boundsOf,
  checkNonlinearity,
  constant,
  contrastNames,
  defineNonlinearity,
  dictionaryEntry,
  fluxGraph,
  type NonlinearityDefinition,
  peronaMalik,
  relu,
  translate,
} from './index.js'

const lambda = { default: 1, domain: 'positive' } as const
const withCode = (code: string) => expect.objectContaining({ code })

describe('defineNonlinearity', () => {
  it('keeps what was written, and parses once', () => {
    const source = 'Weickert 1998'
    const it = defineNonlinearity({
      name: 'new-one',
      parameters: { lambda },
      activation: 'r/(1 + (r/lambda)^2)',
      source,
    })
    expect(it).toMatchObject({ name: 'new-one', definedBy: 'activation', source, activationOnly: false })
    expect(it.formulas).toEqual({ activation: 'r/(1 + (r/lambda)^2)' })
    expect(it.faces).toBe(it.faces)
  })

  it.each(['', 'Perona', 'a b', 'a--b', '-a', 'a-', '1a', '__proto__', 'a'.repeat(65), 7, null])(
    'refuses the name %s',
    (name) => {
      expect(() => defineNonlinearity({ name: name as string, diffusivity: '1' })).toThrow(
        withCode('NONLINEARITY_NAME'),
      )
    },
  )

  it.each<[object, string]>([
    [{}, 'NONLINEARITY_FACES'],
    [{ regularizer: 'r^2' }, 'NONLINEARITY_FIELD'],
    [{ diffusivity: '1', parameters: { r: lambda } }, 'NONLINEARITY_PARAMETER'],
    [{ diffusivity: '1', parameters: { tau: lambda } }, 'NONLINEARITY_PARAMETER'],
    [{ diffusivity: '1', parameters: { exp: lambda } }, 'NONLINEARITY_PARAMETER'],
    [{ diffusivity: '1', parameters: { a: { default: 0, domain: 'positive' } } }, 'NONLINEARITY_PARAMETER'],
    [{ diffusivity: '1', parameters: { a: { default: Number.NaN, domain: 'real' } } }, 'NONLINEARITY_PARAMETER'],
    [{ diffusivity: '1', parameters: { a: { default: 1, domain: 'big' } } }, 'NONLINEARITY_PARAMETER'],
    [{ diffusivity: '1', parameters: { a: { default: 1, domain: [2, 1] } } }, 'NONLINEARITY_PARAMETER'],
  ])('refuses %j', (rest, code) => {
    expect(() => defineNonlinearity({ name: 'x', ...rest } as NonlinearityDefinition)).toThrow(withCode(code))
  })
})

describe('checkNonlinearity', () => {
  it('leaves a wrong formula until first use, then refuses it every time, with its position', () => {
    const wrong = defineNonlinearity({ name: 'wrong', diffusivity: '1/(1 + s^2)' })
    for (const use of [() => checkNonlinearity(wrong), () => fluxGraph(wrong), () => boundsOf(wrong)]) {
      expect(use).toThrow(expect.objectContaining({ code: 'FORMULA_SYMBOL', position: 7 }))
    }
    expect(() => checkNonlinearity(wrong)).toThrow(/diffusivity of 'wrong'/)
  })

  it('shows what is not even where it can be checked by hand', () => {
    const skew = defineNonlinearity({ name: 'skew', diffusivity: '1/(3 + r)' })
    expect(() => checkNonlinearity(skew)).toThrow('is not even: it is 0.25 at 1 and 0.5 at -1.')
  })

  it.each<[Partial<NonlinearityDefinition>, string]>([
    [{ diffusivity: '1/(1 + r)^2' }, 'NONLINEARITY_SYMMETRY'],
    [{ activation: 'max(0, r)' }, 'NONLINEARITY_SYMMETRY'],
    [{ activation: 'r^2' }, 'NONLINEARITY_SYMMETRY'],
    [{ activation: 'cos(r)' }, 'NONLINEARITY_SYMMETRY'],
    [{ shrinkage: 'r <= 1 ? 0 : r - 1' }, 'NONLINEARITY_SYMMETRY'],
    [{ diffusivity: 'sin(r)/r' }, 'NONLINEARITY_UNDEFINED'],
    [{ activation: 'r == 0 ? 0 : sin(r)^2/r' }, 'NONLINEARITY_UNDEFINED'],
    [{ regulariser: 'r*atan(1/r)' }, 'NONLINEARITY_UNDEFINED'],
    [{ activation: 'log(r)' }, 'NONLINEARITY_UNDEFINED'],
    [{ regulariser: 'sqrt(1 + r^2)' }, 'NONLINEARITY_UNDEFINED'],
    [{ diffusivity: '1/(1 + r^2)', activation: 'r/(1 + 2*r^2)' }, 'NONLINEARITY_FACES_DISAGREE'],
    [{ diffusivity: '1/(1 + r^2)', regulariser: 'log1p(2*r^2)/2' }, 'NONLINEARITY_FACES_DISAGREE'],
    // the same slope nearly everywhere, but a Ψ that jumps at the threshold
    [{ activation: 'abs(r) <= 1 ? r : 0', regulariser: 'abs(r) <= 1 ? r^2 : 2' }, 'NONLINEARITY_FACES_DISAGREE'],
    // right for tau = 1/4 only, as the paper's table has it
    [{ diffusivity: '1/(1 + r^2)', shrinkage: 'r*(1 - 1/(1 + 2*r^2))' }, 'NONLINEARITY_FACES_DISAGREE'],
    [{ diffusivity: '1/(1 + r^2)', gMax: 2 }, 'NONLINEARITY_BOUND_CONTRADICTED'],
    [{ diffusivity: '1/(1 + r^2)', gMax: 0.5 }, 'NONLINEARITY_BOUND_CONTRADICTED'],
    [{ diffusivity: '1/(1 + r^2)', monotone: true }, 'NONLINEARITY_BOUND_CONTRADICTED'],
    [{ diffusivity: 'abs(r) < 1 ? 1 : 0', lipschitz: 1 }, 'NONLINEARITY_BOUND_CONTRADICTED'],
  ])('refuses %j', (definition, code) => {
    expect(() => checkNonlinearity(defineNonlinearity({ name: 'x', ...definition }))).toThrow(withCode(code))
  })

  it.each<[Partial<NonlinearityDefinition>, string]>([
    [{ diffusivity: '1/(1 + r^1.5)' }, 'Write abs(r)^1.5: negative numbers have no such power.'],
    [{ diffusivity: '1/(1 + sqrt(r))' }, 'Write sqrt(abs(r)): negative numbers have no root.'],
    [{ diffusivity: '1/(1 + log(2*r)^2)' }, 'Write log(abs(2*r)): negative numbers have no logarithm.'],
    [{ activation: 'r*log(r^2)' }, "Give the limit at 0, as in 'r == 0 ? 1 : sin(r)/r'."],
  ])('names the cure for %j', (definition, hint) => {
    expect(() => checkNonlinearity(defineNonlinearity({ name: 'x', ...definition }))).toThrow(
      expect.objectContaining({ code: 'NONLINEARITY_UNDEFINED', hint }),
    )
  })

  it.each<Partial<NonlinearityDefinition>>([
    { diffusivity: 'r == 0 ? 1 : 1 - exp(-3.31488 / r^8)', gMax: 1, monotone: false },
    { diffusivity: '1/(1 + r^2)', shrinkage: 'r*(1 - 4*tau/(1 + 2*r^2))', lipschitz: 1 },
    { activation: 'max(0, r)', activationOnly: true },
    { activation: 'sign(r)' },
  ])('accepts %j', (definition) => {
    expect(() => checkNonlinearity(defineNonlinearity({ name: 'x', ...definition }))).not.toThrow()
  })
})

describe('parameters', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0, -1, '1', null])('refuses lambda = %s', async (value) => {
    const parameters = { lambda: value as number }
    for (const use of [
      () => translate(peronaMalik, 'activation', { parameters }),
      () => boundsOf(peronaMalik, parameters),
    ]) {
      expect(use).toThrow(withCode('PARAMETER_DOMAIN'))
    }
    await expect(dictionaryEntry(peronaMalik, { parameters })).rejects.toThrow(withCode('PARAMETER_DOMAIN'))
  })

  it('refuses names that are no parameters', () => {
    expect(() => translate(peronaMalik, 'activation', { parameters: { lamda: 1 } })).toThrow(/parameters are lambda/)
    expect(() => boundsOf(constant, { lambda: 1 })).toThrow(withCode('PARAMETER_UNKNOWN'))
    expect(() => boundsOf(peronaMalik, { toString: 1 } as never)).toThrow(withCode('PARAMETER_UNKNOWN'))
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses tau = %s', (tau) => {
    expect(() => translate(peronaMalik, 'shrinkage', { tau })).toThrow(withCode('TAU_INVALID'))
    expect(() => fluxGraph(peronaMalik, tau)).toThrow(withCode('TAU_INVALID'))
  })

  it('says why relu has two faces only', () => {
    expect(() => translate(relu, 'regulariser')).toThrow(/not odd/)
    expect(() => translate(relu, 'shrinkage')).toThrow(withCode('FACE_UNDEFINED'))
    expect(() => translate(relu, 'flux' as never)).toThrow(withCode('FACE_UNKNOWN'))
    expect([-1, 0, 2].map(translate(relu, 'activation'))).toEqual([0, 0, 2])
    expect([-1, 0, 2].map(translate(relu, 'diffusivity'))).toEqual([0, 0, 1])
  })

  it('may be a contrast, whatever it is called', async () => {
    expect(contrastNames(peronaMalik.parameters)).toEqual(['lambda'])
    const parameters = { kappa: { default: 3, domain: 'positive', role: 'contrast' } } as const
    const own = defineNonlinearity({ name: 'own', parameters, diffusivity: '1/(1 + (r/kappa)^2)' })
    expect((await dictionaryEntry(own)).values.map(({ r }) => r)).toEqual([0, 1.5, 3, 6, 12])
    const unmarked = defineNonlinearity({
      name: 'own',
      parameters: { lambda: { default: 3, domain: 'positive' } },
      diffusivity: '1/(1 + (r/lambda)^2)',
    })
    expect((await dictionaryEntry(unmarked)).values.map(({ r }) => r)).toEqual([0, 0.5, 1, 2, 4])
    const misspelt = { kappa: { default: 3, domain: 'positive', role: 'contrst' as 'contrast' } } as const
    expect(() => defineNonlinearity({ name: 'own', parameters: misspelt, diffusivity: '1' })).toThrow(
      withCode('NONLINEARITY_PARAMETER'),
    )
  })
})
