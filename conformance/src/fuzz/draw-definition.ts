import { seededRandom } from '@numeural/formula/testing'
import { corpus, type Definition } from './corpus.js'
import { type Draw, drawing } from './drawing.js'
import { mutated } from './mutated.js'

/** The definition with this number in the sequence of a seed: half of them drawn from nothing, half mutations. */
export function drawDefinition(seed: number, index: number): Definition {
  const draw = drawing(seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)))
  const definition = index < corpus.length ? corpus[index] : draw.chance(0.5) ? drawn(draw) : mutated(draw)
  return { ...definition, name: `drawn-${index}` }
}

function drawn(draw: Draw): Definition {
  const parameters: Definition['parameters'] & object = draw.chance(0.6)
    ? { lambda: { default: contrast(draw), domain: 'positive' as const } }
    : {}
  const atoms = Object.hasOwn(parameters, 'lambda')
    ? ['abs(r)/lambda', '(r/lambda)^2', '(abs(r)/lambda)', 'r^2/lambda', 'abs(r)']
    : ['abs(r)', 'r^2', 'abs(r)', 'sqrt(abs(r))', 'r^4']
  const even = (): string => bounded(draw, () => inAtoms(draw, atoms, draw.pick([0, 1, 1, 2])))
  const face = draw.pick(['diffusivity', 'diffusivity', 'activation', 'regulariser', 'shrinkage', 'only'] as const)
  const base = { name: 'drawn', parameters }
  switch (face) {
    case 'diffusivity':
      return { ...base, diffusivity: pieces(draw, atoms, even) }
    case 'activation':
      return { ...base, activation: draw.chance(0.5) ? `r*(${pieces(draw, atoms, even)})` : odd(draw, atoms, even) }
    case 'regulariser':
      return { ...base, regulariser: pieces(draw, atoms, () => vanishing(draw, atoms, even)) }
    case 'shrinkage':
      return { ...base, shrinkage: pieces(draw, atoms, () => shrinking(draw, even)) }
    default:
      return { ...base, activation: oneSided(draw, atoms, even), activationOnly: true }
  }
}

function contrast(draw: Draw): number {
  return draw.pick([1, 1, 2, 0.5, 0.1, 3.7, 10, 1e-3, 1e3])
}

function inAtoms(draw: Draw, atoms: readonly string[], depth: number): string {
  const inner = (): string => inAtoms(draw, atoms, depth - 1)
  if (depth === 0 || draw.chance(0.15)) return draw.chance(0.7) ? draw.pick(atoms) : draw.number()
  return draw.pick([
    () => `(${inner()} + ${inner()})`,
    () => `(${inner()} - ${inner()})`,
    () => `${inner()}*${inner()}`,
    () => `(${inner()})/(1 + abs(${inner()}))`,
    () => `(${inner()})^${draw.pick(['2', '3', '4', '8', '0.5', '1.5', '20'])}`,
    () =>
      `${draw.pick(['sin', 'cos', 'atan', 'tanh', 'log1p', 'sqrt', 'exp', 'expm1', 'cosh', 'sinh', 'tan'])}(${inner()})`,
    () => `${draw.pick(['min', 'max'])}(${inner()}, ${inner()})`,
  ])()
}

function bounded(draw: Draw, inner: () => string): string {
  return draw.pick([
    () => `1/(1 + (${inner()})^2)`,
    () => `1/(1 + abs(${inner()}))`,
    () => `exp(-abs(${inner()}))`,
    () => `exp(-(${inner()})^2)`,
    () => `1/cosh(${inner()})`,
    () => `1 - tanh(${inner()})^2`,
    () => `min(1, abs(${inner()}))`,
    () => `max(0, 1 - abs(${inner()}))`,
    () => `1/sqrt(1 + (${inner()})^2)`,
    () => `1/(1 + exp(${inner()}))`,
    () => `1/(1 + log1p(abs(${inner()})))`,
    () => `cos(${inner()})^2`,
    () => `${draw.number()}/(1 + (${inner()})^2) + ${draw.number()}`,
    () => `(1 + (${inner()})^2)/(1 + (${inner()})^4)`,
    () => `(r == 0 ? 1 : ${quotient(draw)})`,
    inner,
  ])()
}

/** Something divided by what vanishes with it. */
function quotient(draw: Draw): string {
  const a = draw.pick(['r', 'r^2', 'r^4', '(2*r)^2', '(r/3)^2', 'r^2*1e-3'])
  return draw.pick([
    `(1 - exp(-(${a})^2))/(${a})^2`,
    `log1p(abs(${a}))/abs(${a})`,
    `(1 - cos(${a}))/(${a})^2`,
    `tanh(${a})/(${a})`,
    `atan(${a})/(${a})`,
    `(sqrt(1 + (${a})^2) - 1)/(${a})^2`,
    `(1 - 1/(1 + (${a})^2))/(${a})^2`,
    `expm1(-abs(${a}))/-abs(${a})`,
    `(${a})/sinh(${a})`,
    `(cosh(${a}) - 1)/(${a})^2/cosh(${a})`,
    `(${a} - sin(${a}))/(${a})^3`,
  ])
}

function pieces(draw: Draw, atoms: readonly string[], piece: () => string): string {
  if (draw.chance(0.65)) return piece()
  const at = draw.chance(0.3) ? draw.number() : draw.pick(['1', '2', '0.1', '1e4', '1e-3', '1e7', 'sqrt(2)'])
  const first = piece()
  const second = draw.chance(0.4) ? nearly(draw, first) : piece()
  const condition = `${draw.pick(['abs(r)', 'abs(r)', ...atoms])} ${draw.pick(['<', '<=', '>', '>='])} ${at}`
  return draw.chance(0.85)
    ? `${condition} ? ${first} : ${second}`
    : `${condition} and abs(r) ${draw.pick(['<', '>'])} ${draw.number()} ? ${first} : ${second}`
}

/** The same up to a small factor or summand: a jump that is hard to see. */
function nearly(draw: Draw, text: string): string {
  const size = draw.pick(['1e-3', '1e-6', '5e-10', '1e-12', '3e-15'])
  return draw.chance(0.5) ? `(${text})*(1 + ${size})` : `(${text}) + ${size}`
}

function odd(draw: Draw, atoms: readonly string[], even: () => string): string {
  return draw.pick([
    () => `sign(r)*(${vanishing(draw, atoms, even)})`,
    () => `tanh(r*(${even()}))`,
    () => `atan(r)*(${even()})`,
    () => `r/(1 + ${even()})`,
    () => `min(${draw.pick(['1', '2', '0.5'])}, max(-${draw.pick(['1', '2', '0.5'])}, r*(${even()})))`,
    () => `sin(r)*(${even()})`,
    () => `sign(r)*(abs(r) <= 1 ? abs(r) : ${inAtoms(draw, atoms, 1)})`,
  ])()
}

function vanishing(draw: Draw, atoms: readonly string[], even: () => string): string {
  return draw.pick([
    () => `r^2*(${even()})`,
    () => `log1p(r^2*(${even()}))`,
    () => `1 - exp(-r^2*(${even()}))`,
    () => `2*(sqrt(1 + r^2*(${even()})) - 1)`,
    () => `abs(r)*(${even()})`,
    () => `log(cosh(${draw.pick(atoms)}))`,
  ])()
}

function shrinking(draw: Draw, even: () => string): string {
  return draw.pick([
    () => `r*(1 - ${even()})`,
    () => `r*max(0, 1 - ${even()})`,
    () => `(abs(r) <= 1 ? 0 : r - sign(r)*(${even()}))`,
    () => `r - ${even()}*r*4*tau`,
  ])()
}

function oneSided(draw: Draw, atoms: readonly string[], even: () => string): string {
  return draw.pick([
    () => `max(0, r)*(${even()})`,
    () => `r > 0 ? r*(${even()}) : ${draw.number()}*r`,
    () => `r/(1 + exp(-r))*(${even()})`,
    () => `log1p(exp(-abs(r))) + max(0, r) - log(2)`,
    () => `r > 0 ? ${inAtoms(draw, atoms, 1)}*r : expm1(r)`,
    () => `r*atan(exp(r*${draw.number()}))`,
  ])()
}
