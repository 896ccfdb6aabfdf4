import type { NonlinearityDefinition } from '@numeural/activations'

/** A nonlinearity under attack. */
export type Definition = NonlinearityDefinition

type Row = readonly [
  face: 'diffusivity' | 'regulariser' | 'shrinkage' | 'activation',
  text: string,
  activationOnly?: boolean,
]

const rows: readonly Row[] = [
  ['diffusivity', '1'],
  ['diffusivity', '1/sqrt(1 + (r/lambda)^2)'],
  ['diffusivity', 'exp(-(r/lambda)^2/2)'],
  ['diffusivity', '1/(1 + (r/lambda)^2)'],
  ['diffusivity', 'abs(r) <= sqrt(2)*lambda ? 1 : 2*(lambda/r)^2'],
  ['diffusivity', 'abs(r) <= sqrt(2)*lambda ? 1 : 0'],
  ['diffusivity', 'r == 0 ? 1 : 1 - exp(-3.31488/(r/lambda)^8)'],
  ['diffusivity', 'r == 0 ? 1 : (1 - exp(-r^2))/r^2'],
  ['diffusivity', 'r == 0 ? 1 : log1p(r^2)/r^2'],
  ['diffusivity', 'r == 0 ? 1 : log(1 + (r/lambda)^2)/(r/lambda)^2'],
  ['diffusivity', '(1 + r^20)/(1 + r^40)'],
  ['diffusivity', 'abs(r) < lambda ? (1 - (r/lambda)^2)^2 : 0'],
  ['diffusivity', 'max(0, 1 - (r/lambda)^2)^2'],
  ['diffusivity', 'max(0, 1 - (r/lambda)^2)^1.5'],
  ['diffusivity', 'min(1, lambda/abs(r))'],
  ['diffusivity', '1/cosh(r)^2'],
  ['diffusivity', '1 - tanh(r)^2'],
  ['diffusivity', '1/(1 + exp(abs(r)))'],
  ['diffusivity', '1/(1 + r^2)^0.3'],
  ['diffusivity', '1/(1 + log1p(r^2))'],
  ['diffusivity', 'sqrt(1 + r^2) - abs(r)'],
  ['diffusivity', '2/(1 + exp(2*abs(r)))'],
  ['diffusivity', '1/log(2 + abs(r))'],
  ['diffusivity', 'r == 0 ? 1 : 2*(1 - cos(r))/r^2'],
  ['diffusivity', 'r == 0 ? 1 : (sin(r)/r)^2'],
  ['diffusivity', 'r == 0 ? 1 : tanh(r)/r'],
  ['diffusivity', 'r == 0 ? 1 : 2*(cosh(r) - 1)/(r^2*cosh(r))'],
  ['diffusivity', 'r == 0 ? 1 : 2*(sqrt(1 + r^2) - 1)/r^2'],
  ['diffusivity', '1/sqrt(r^2 + 0.0001)'],
  ['regulariser', '2*lambda^2*log(cosh(r/lambda))'],
  ['regulariser', 'lambda^2*log1p((r/lambda)^2)'],
  ['regulariser', '2*lambda^2*(sqrt(1 + (r/lambda)^2) - 1)'],
  ['regulariser', 'lambda^2*(1 - exp(-(r/lambda)^2))'],
  ['regulariser', 'abs(r) - log1p(abs(r))'],
  ['regulariser', 'r^2/(1 + r^2)'],
  ['regulariser', 'abs(r) <= lambda ? r^2 : 2*lambda*abs(r) - lambda^2'],
  ['regulariser', 'min(r^2, lambda^2)'],
  ['shrinkage', 'abs(r) <= lambda ? 0 : r - lambda*sign(r)'],
  ['shrinkage', 'abs(r) <= lambda ? 0 : r - lambda^2/r'],
  ['shrinkage', 'abs(r) <= lambda ? 0 : r'],
  ['shrinkage', 'r*max(0, 1 - lambda/abs(r))'],
  ['shrinkage', 'r^3/(r^2 + lambda^2)'],
  ['activation', 'min(1, max(-1, r))'],
  ['activation', 'tanh(r)'],
  ['activation', 'atan(r)'],
  ['activation', 'sin(r)'],
  ['activation', 'r*exp(-abs(r))'],
  ['activation', 'sign(r)*log1p(abs(r))'],
  ['activation', '-sign(r)*expm1(-abs(r))'],
  ['activation', 'r/(1 + abs(r))'],
  ['activation', 'abs(r) <= 1 ? r : r - sign(r)*5e-10'],
  ['activation', 'abs(r) < 1e6 ? 0 : sign(r)*5e-4'],
  ['activation', 'abs(r) < 1e8 ? r/(1 + r^2) : r/(1 + r^2) + sign(r)*0.09'],
  ['activation', 'max(0, r)', true],
  ['activation', 'r > 0 ? r : lambda*r', true],
  ['activation', 'r > 0 ? r : exp(r) - 1', true],
  ['activation', 'r/(1 + exp(-r))', true],
  ['activation', 'r*tanh(log1p(exp(r)))', true],
  ['activation', '0.5*r*(1 + tanh(0.7978845608*(r + 0.044715*r^3)))', true],
  ['activation', 'log1p(exp(r)) - log(2)', true],
]

/** Built-in formulas, those that people write, and those that once broke a claim. */
export const corpus: readonly Definition[] = rows.map(([face, text, activationOnly = false], index) => {
  const parameters: Definition['parameters'] = text.includes('lambda')
    ? { lambda: { default: 1, domain: 'positive' } }
    : {}
  return { name: `corpus-${index}`, parameters, [face]: text, activationOnly }
})
