import { functionOf } from './functions.js'

/** Hints for characters that people write elsewhere, or that editors make of what they type. */
const ofCharacters: Readonly<Record<string, string>> = {
  '=': 'Compare with ==; formulas have no assignment.',
  '!': "Write 'not' for negation and != for 'is not equal'; there is no factorial.",
  '&': "Write 'and'.",
  '|': "Write abs(r) for a magnitude |r|, and 'or' between conditions.",
  '%': 'Use * and /; there is no remainder and no percentage.',
  '"': 'Formulas have no text.',
  "'": 'Formulas have no text and no transpose.',
  '.': 'Formulas have no properties and no elementwise operators; write * / ^.',
  ';': 'A formula is a single expression.',
  '[': 'Formulas have no arrays; use parentheses.',
  '{': 'Formulas have no objects; use parentheses.',
  '\\': 'Formulas are no LaTeX; write (a)/(b), sqrt(a), exp(a) and a^b.',
  $: 'Formulas are no LaTeX; leave out the dollar signs.',
  '~': "Write 'not' for negation.",
  '√': 'Write sqrt(r) for a root.',
  '∞': 'There is no infinite number; write the limit itself.',
  '½': 'Write 0.5.',
  '¼': 'Write 0.25.',
  '¾': 'Write 0.75.',
  '∧': "Write 'and'.",
  '∨': "Write 'or'.",
  '¬': "Write 'not'.",
  '∂': 'Derivatives are taken by the library; write the function itself.',
  '∫': 'Integrals are taken by the library; write the function itself.',
  ...sameFor('−–—‐‑‒﹣－', 'Write the minus sign of the keyboard, -.'),
  ...sameFor('×·⋅∙•∗＊', 'Write multiplication as *.'),
  ...sameFor('÷∕⁄／', 'Write division as /.'),
  ...sameFor('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻', 'Write powers with ^, as in r^2.'),
  ...sameFor('₀₁₂₃₄₅₆₇₈₉', 'Write indices as part of a name, as in lambda1.'),
  ...sameFor('≤⩽', 'Write <=.'),
  ...sameFor('≥⩾', 'Write >=.'),
  '≠': 'Write !=.',
  '＋': 'Write the plus sign of the keyboard, +.',
  ...sameFor('（）', 'Write the parentheses of the keyboard, ( and ).'),
  ...sameFor('，、', 'Write the comma of the keyboard.'),
  ...sameFor('‘’“”„', 'Formulas have no text.'),
  ...sameFor('‖∥∣', 'Write abs(r) for a magnitude.'),
  π: 'Write pi.',
  ...greek(),
}

function sameFor(characters: string, hint: string): Record<string, string> {
  return Object.fromEntries([...characters].map((character) => [character, hint]))
}

function greek(): Record<string, string> {
  const names =
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau phi chi psi omega'
  const letters = [...'αβγδεζηθικλμνξρστφχψω']
  return Object.fromEntries(names.split(' ').map((name, k) => [letters[k], `Write the name in letters, ${name}.`]))
}

/** What to write in place of a character that the language has not. */
export function cureOfCharacter(character: string): string {
  return ofCharacters[character] ?? 'Remove it; names are made of the letters A-Z, a-z, digits and underscores.'
}

/** Names that people know from elsewhere, and what to write for them. */
const ofNames: Readonly<Record<string, string>> = {
  e: 'exp(x) for e^x',
  euler: 'exp(1)',
  inf: 'the limit itself, since there is no infinite number',
  infinity: 'the limit itself, since there is no infinite number',
  nan: 'a number',
  ln: 'log(x), the natural logarithm',
  log10: 'log(x)/log(10)',
  log2: 'log(x)/log(2)',
  lg: 'log(x)/log(10)',
  logp1: 'log1p(x)',
  pow: 'a^b',
  power: 'a^b',
  sqr: 'x^2',
  square: 'x^2',
  cbrt: 'sign(x)*abs(x)^(1/3)',
  hypot: 'sqrt(a^2 + b^2)',
  fabs: 'abs(x)',
  sgn: 'sign(x)',
  signum: 'sign(x)',
  arctan: 'atan(x)',
  arctg: 'atan(x)',
  tg: 'tan(x)',
  sec: '1/cos(x)',
  csc: '1/sin(x)',
  cot: '1/tan(x)',
  sech: '1/cosh(x)',
  csch: '1/sinh(x)',
  coth: '1/tanh(x)',
  sigmoid: '1/(1 + exp(-x))',
  logistic: '1/(1 + exp(-x))',
  expit: '1/(1 + exp(-x))',
  relu: 'max(0, x)',
  silu: 'x/(1 + exp(-x))',
  swish: 'x/(1 + exp(-x))',
  heaviside: 'x > 0 ? 1 : 0',
  step: 'x > 0 ? 1 : 0',
  clamp: 'min(b, max(a, x))',
  clip: 'min(b, max(a, x))',
  if: 'condition ? a : b',
  iif: 'condition ? a : b',
  ifelse: 'condition ? a : b',
  where: 'condition ? a : b',
  piecewise: 'condition ? a : b',
  minimum: 'min(a, b)',
  maximum: 'max(a, b)',
  mod: 'another formula, since there is no remainder',
}

/** What to write in place of a name that the language has not; undefined where nothing is known of it. */
export function cureOfName(name: string): string | undefined {
  const lower = name.toLowerCase()
  if (name !== lower && (lower === 'pi' || functionOf(lower) !== undefined)) return `Write ${lower}, in lower case.`
  return Object.hasOwn(ofNames, lower) ? `Write ${ofNames[lower]}.` : undefined
}

const libraries: ReadonlySet<string> = new Set('Math math np numpy jnp tf torch mathjs cmath std F'.split(' '))

/** What to write for `Math.exp`; undefined where the name before the point is that of no library. */
export function cureOfLibrary(name: string): string | undefined {
  return libraries.has(name) ? `Leave out '${name}.', as in exp(r).` : undefined
}
