import { faceNames } from '@numeural/activations'
import { corpus, type Definition } from './corpus.js'
import type { Draw } from './drawing.js'

const names = [
  'sin',
  'cos',
  'tan',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'exp',
  'expm1',
  'log',
  'log1p',
  'sqrt',
  'abs',
  'sign',
]
const token = /[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|<=|>=|==|!=|[-+*/^<>?:(),]/g

/** A formula of the corpus with one to three changes. */
export function mutated(draw: Draw): Definition {
  const original = draw.pick(corpus)
  const face = faceNames.find((each) => original[each] !== undefined) ?? 'diffusivity'
  let text = original[face] ?? '1'
  const changes = draw.pick([1, 1, 2, 3])
  for (let change = 0; change < changes; change++) text = changed(draw, text)
  const scale = draw.chance(0.25) ? draw.pick([1e-6, 1e-2, 7.3, 1e4]) : 1
  const parameters: Definition['parameters'] = text.includes('lambda')
    ? { lambda: { default: scale, domain: 'positive' as const } }
    : {}
  return { ...original, parameters, [face]: text }
}

function changed(draw: Draw, text: string): string {
  const tokens = text.match(token) ?? []
  const places = (is: (each: string) => boolean): number[] => tokens.flatMap((each, k) => (is(each) ? [k] : []))
  const replaced = (where: readonly number[], by: (old: string) => string): string => {
    if (where.length === 0) return wrapped(draw, text)
    const at = draw.pick(where)
    return tokens.map((each, k) => (k === at ? by(each) : each)).join(' ')
  }
  return draw.pick([
    () =>
      replaced(
        places((each) => /^\d/.test(each)),
        (old) => otherNumber(draw, old),
      ),
    () =>
      replaced(
        places((each) => names.includes(each)),
        () => draw.pick(names),
      ),
    () =>
      replaced(
        places((each) => '+-*/'.includes(each)),
        () => draw.pick(['+', '-', '*', '/']),
      ),
    () =>
      replaced(
        places((each) => /^[<>=!]/.test(each)),
        () => draw.pick(['<', '<=', '>', '>=']),
      ),
    () =>
      replaced(
        places((each) => each === 'r'),
        () => draw.pick(['(r*1e-3)', '(2*r)', 'sin(r)', 'tanh(r)', 'r^3', '(r*1e5)']),
      ),
    () => wrapped(draw, text),
  ])()
}

function otherNumber(draw: Draw, old: string): string {
  const value = Number(old)
  return draw.pick([
    () => draw.number(),
    () => String(value + 1),
    () => String(2 * value),
    () => String(value * (1 + 1e-7)),
    () => String(value / 3),
  ])()
}

function wrapped(draw: Draw, text: string): string {
  const at = draw.pick(['1', '0.5', '1e-4', '1e3', '1e6', '1e8', draw.number()])
  const tiny = draw.pick(['1e-4', '1e-7', '5e-10', '1e-13'])
  return draw.pick([
    `abs(r) < ${at} ? (${text}) : (${text})*(1 + ${tiny})`,
    `abs(r) < ${at} ? (${text}) : (${text}) + sign(r)*${tiny}`,
    `abs(r) <= ${at} ? (${text}) : 0`,
    `min(${at}, ${text})`,
    `${at}*(${text})`,
    `(${text})^2`,
    `(${text}) + ${tiny}*r^2`,
    `(${text})/(1 + abs(${text}))`,
  ])
}
