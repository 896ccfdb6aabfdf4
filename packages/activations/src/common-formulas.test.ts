import { createEvaluator, type Graph } from '@numeural/formula'
import { describe, expect, it } from 'vitest'
import {
  boundsOf,
  defineNonlinearity,
  diffusivityGraph,
  type FaceName,
  fluxDerivativeGraph,
  type Nonlinearity,
} from './index.js'

/** A formula, sup |g|, sup |Φ'|, inf Φ', and parameters besides lambda = theta = 1. */
type Row = readonly [
  formula: string,
  gMax: number,
  lipschitz: number,
  minSlope: number,
  parameters?: Readonly<Record<string, number>>,
]

/**
 * What papers and deep-learning libraries write. The numbers are from sampling in arithmetic of 60 digits, at 1200
 * points from 1e-8 to 1e8 with golden sections about the best; where the supremum is a limit at 0 or ∞, or none,
 * from analysis.
 */
const rows: Readonly<Record<FaceName, readonly Row[]>> = {
  diffusivity: [
    ['1', 1, 1, 1],
    ['1/(1+(r/lambda)^2)', 1, 1, -0.125],
    ['exp(-(r/lambda)^2)', 1, 1, -0.4462603203],
    ['exp(-(r/lambda)^2/2)', 1, 1, -0.4462603203],
    ['1/sqrt(1+(r/lambda)^2)', 1, 1, 0],
    ['r == 0 ? 1 : 1-exp(-3.31488/(r/lambda)^8)', 1, 2.3348961574, -2.3348961574],
    ['1-exp(-3.31488/(abs(r)/lambda)^8)', 1, 2.3348961574, -2.3348961574],
    ['r == 0 ? 1 : 1-exp(-2.33666/(r/lambda)^4)', 1, 1, -0.88946621096],
    ['abs(r) <= lambda ? (1-(r/lambda)^2)^2 : 0', 1, 1, -0.8],
    ['max(0,1-(r/lambda)^2)^2', 1, 1, -0.8],
    ['max(0,1-(r/lambda)^2)^3', 1, 1, -0.65306122449],
    ['max(0,1-r^2)^1.5', 1, 1, -1],
    ['max(0,1-abs(r)/lambda)', 1, 1, -1],
    ['abs(r) <= lambda ? 1 : lambda/abs(r)', 1, 1, 0],
    ['min(1,lambda/abs(r))', 1, 1, 0],
    ['min(1,1/r^2)', 1, 1, -1],
    ['1/max(1,abs(r)/lambda)', 1, 1, 0],
    ['1/(1+(r/lambda)^2)^2', 1, 1, -0.25],
    ['1/(1+(r/lambda)^4)', 1, 1, -0.5625],
    ['1/(1+abs(r/lambda))', 1, 1, 0],
    ['1/(1+abs(r)/lambda)', 1, 1, 0],
    ['1/(epsilon+abs(r))', 9.999999, 9.999998, 0, { epsilon: 0.1 }],
    ['1/sqrt(r^2+epsilon^2)', 100, 100, 0, { epsilon: 0.01 }],
    ['1/(r^2+epsilon^2)', 100, 100, -12.5, { epsilon: 0.1 }],
    ['1/cosh(r/lambda)^2', 1, 1, -0.32099024759],
    ['1/cosh(r/lambda)', 1, 1, -0.25114787147],
    ['1-tanh(r/lambda)^2', 1, 1, -0.32099024759],
    ['1/(1+exp(abs(r)))', 0.5, 0.5, -0.099839320129],
    ['2/(1+exp(abs(r)/lambda))', 1, 1, -0.19967864026],
    ['1/(1+r^2)^0.3', 1, 1, 0],
    ['1/(1+(r/lambda)^2)^0.5', 1, 1, 0],
    ['1/(1+log1p(r^2))', 1, 1, 0],
    ['1/(1+log(1+r^2))', 1, 1, 0],
    ['sqrt(1+r^2)-abs(r)', 1, 1, 0],
    ['r == 0 ? 1 : tanh(r)/r', 1, 1, 0],
    ['r == 0 ? 1 : atan(r)/r', 1, 1, 0],
    ['r == 0 ? 1 : sin(r)/r', 1, 1, -1],
    ['r == 0 ? 1 : (sin(r)/r)^2', 1, 1, -0.58656828334],
    ['r == 0 ? 1 : 2*(1-cos(r))/r^2', 1, 1, -0.58656828334],
    ['r == 0 ? 1 : (1-exp(-r^2))/r^2', 1, 1, -0.21824137227],
    ['r == 0 ? 1 : log1p(r^2)/r^2', 1, 1, -0.060159375231],
    ['r == 0 ? 1 : log(1+r^2)/r^2', 1, 1, -0.060159375231],
    ['r == 0 ? 1 : log1p(abs(r))/abs(r)', 1, 1, 0],
    ['r == 0 ? 1 : -expm1(-abs(r))/abs(r)', 1, 1, 0],
    ['r == 0 ? 1 : (1-exp(-abs(r)))/abs(r)', 1, 1, 0],
    ['1/log(2+abs(r))', Math.LOG2E, Math.LOG2E, 0],
    ['exp(-abs(r)/lambda)', 1, 1, -0.13533528324],
    ['exp(-(abs(r)/lambda)^1.5)', 1, 1, -0.28331340426],
    ['exp(-sqrt(abs(r)))', 1, 1, -0.024893534184],
    ['1/(1+sqrt(abs(r)))', 1, 1, 0],
    ['1/(1+abs(r)^1.5)', 1, 1, -0.041666666667],
    ['1/(1+(abs(r)/lambda)^p)', 1, 1, -0.0083333333333, { p: 1.2 }],
    ['(1+(r/lambda)^2)^(-p)', 1, 1, -0.079498282284, { p: 0.8 }],
    ['(epsilon^2+r^2)^(p/2-1)', 6.3095734448, 6.3095734448, 7.0260730742e-8, { p: 1.2, epsilon: 0.1 }],
    ['2*exp(-(r/lambda)^2)-exp(-(r/(2*lambda))^2)', 1, 1.1421072789, -1.1421072789],
    ['1/(1+r^4)-0.3/(1+(abs(r)-3)^2)', 0.97, 0.97, -0.79357353906],
    ['abs(r) <= lambda ? 1 : (lambda/r)^2', 1, 1, -1],
    ['1/(1+(r/lambda)^2)+0.1', 1.1, 1.1, -0.025],
    ['abs(r) < lambda ? 0.5*(1+cos(pi*r/lambda)) : 0', 1, 1, -0.69081245896],
    ['r == 0 ? 1 : abs(r) < pi ? sin(r)/r : 0', 1, 1, -1],
    ['abs(r) <= 1 ? 1 : abs(r) <= 2 ? 1/abs(r) : abs(r) <= 4 ? (4-abs(r))/(2*abs(r)) : 0', 1, 1, -0.5],
    ['1/(1+(r/lambda)^2)^1.5', 1, 1, -0.20238577025],
    ['(1+r^2)/(1+r^4)', 1.2071067812, 1.3709007054, -0.52008423654],
    ['(1+r^20)/(1+r^40)', 1.2071067812, 11.308087064, -11.308087064],
    ['2/(1+r^2)-1/(1+r^4)', 1, 1, -0.1291089281],
    ['exp(-(r/lambda)^4)', 1, 1.1460191874, -1.1460191874],
    ['lambda^2/(lambda^2+r^2)', 1, 1, -0.125],
    ['abs(r) <= lambda ? 1 : 0', 1, Infinity, -Infinity],
    ['abs(r) <= lambda ? 1 : exp(1-abs(r)/lambda)', 1, 1, -0.36787944117],
    ['abs(r) < lambda ? 0.5*(1-(r/lambda)^2)^2 : 0', 0.5, 0.5, -0.4],
    ['0.25+0.75*exp(-r^2)', 1, 1, -0.084695240223],
    ['1-r^2/(1+r^2)', 1, 1, -0.125],
    ['1/(1+exp((abs(r)-lambda)/0.1))', 0.99995460213, 2.097463691, -2.097463691],
    ['0.5*(1-tanh((abs(r)-lambda)/0.2))', 0.99995460213, 2.097463691, -2.097463691],
    ['1/(2-exp(-r^2))', 1, 1, 0.33613054836],
    ['r == 0 ? 1 : r/sinh(r)', 1, 1, -0.31980384284],
    ['lambda/(lambda+abs(r))', 1, 1, 0],
    ['exp(1-sqrt(1+r^2))', 1, 1, -0.24575123108],
    ['exp(-log1p(r^2))', 1, 1, -0.125],
    ['1/(1+sinh(r)^2)', 1, 1, -0.32099024759],
    ['1/cosh(r^2)', 1, 1, -0.77507924704],
    ['2/(exp(r)+exp(-r))', 1, 1, -0.25114787147],
    ['log1p(exp(-abs(r)))', 0.69314717555, 0.69314717053, -0.1143848521],
    ['abs(r) <= lambda ? 1-(r/lambda)^2/3 : 2*lambda/(3*abs(r))', 1, 1, 0],
    ['1/(1+0.5*r^2+0.1*r^4)', 1, 1, -0.28032640767],
    ['max(0,1-abs(r)^3)^3', 1, 1.08, -1.08],
  ],
  regulariser: [
    ['r^2', 1, 1, 1],
    ['2*lambda^2*(sqrt(1+(r/lambda)^2)-1)', 1, 1, 0],
    ['lambda^2*log(1+(r/lambda)^2)', 1, 1, -0.125],
    ['lambda^2*log1p((r/lambda)^2)', 1, 1, -0.125],
    ['lambda^2*(1-exp(-(r/lambda)^2))', 1, 1, -0.4462603203],
    ['r^2/(1+r^2)', 1, 1, -0.25],
    ['2*lambda^2*log(cosh(r/lambda))', 1, 1, 0],
    ['2*(abs(r)-log1p(abs(r)))', 1, 1, 0],
    ['abs(r)-log1p(abs(r))', 0.5, 0.5, 0],
    ['abs(r) <= lambda ? r^2 : 2*lambda*abs(r)-lambda^2', 1, 1, 0],
    ['min(r^2,lambda^2)', 1, Infinity, -Infinity],
    ['abs(r) <= lambda ? lambda^2/3*(1-(1-(r/lambda)^2)^3) : lambda^2/3', 1, 1, -0.8],
    ['2*abs(r)', Infinity, Infinity, 0],
    ['sqrt(r^2+epsilon^2)-epsilon', 5, 5, 0, { epsilon: 0.1 }],
    ['abs(r)^1.5', Infinity, Infinity, 0],
    ['r^4', Infinity, Infinity, 0],
    ['log1p(abs(r))', Infinity, Infinity, -0.5],
    ['abs(r)/(1+abs(r))', Infinity, Infinity, -0.99999996991],
    ['2*r*atan(r)-log1p(r^2)', 1, 1, 0],
    ['r^2/(1+abs(r))', 1, 0.99999996991, 0],
    ['(1+r^2)^0.75-1', 0.75, 0.75, 0],
    ['atan(r^2)', 1, 1, -0.5625],
    ['tanh(r)^2', 1, 1, -0.33333333333],
    ['log(cosh(r))', 0.5, 0.5, 0],
    ['log1p(exp(-2*abs(r)))+abs(r)-log(2)', 0.5, 0.5, 0],
    ['(abs(a-2)/a)*((r^2/abs(a-2)+1)^(a/2)-1)', 0.5, 0.5, 0, { a: 1.5 }],
    ['abs(r) < 1 ? 0.5*r^2 : abs(r)-0.5', 0.5, 0.5, 0],
    ['abs(r) <= theta ? 2*abs(r)-r^2/theta : theta', Infinity, Infinity, -1],
    ['1-cos(r)', 0.5, 0.5, -0.5],
    ['abs(r) <= lambda ? r^2 : lambda^2*(1+2*log(abs(r)/lambda))', 1, 1, -1],
    ['1-1/sqrt(1+r^2)', 0.5, 0.5, -0.10119288513],
    ['(1+abs(r))*log1p(abs(r))-abs(r)', 0.5, 0.5, 0],
  ],
  shrinkage: [
    ['abs(r) <= theta ? 0 : r-theta*sign(r)', 1, 1, 0],
    ['sign(r)*max(0,abs(r)-theta)', 1, 1, 0],
    ['abs(r) <= theta ? 0 : r', 1, Infinity, -Infinity],
    ['abs(r) <= theta ? 0 : r-theta^2/r', 1, 1, -1],
    ['abs(r) <= theta ? 0 : abs(r) <= 2*theta ? 2*(abs(r)-theta)*sign(r) : r', 1, 1, -1],
    ['r*max(0,1-lambda/abs(r))', 1, 1, 0],
    ['r*max(0,1-lambda^2/r^2)', 1, 1, -1],
    ['r-min(theta,max(-theta,r))', 1, 1, 0],
    ['max(0,r-theta)-max(0,-r-theta)', 1, 1, 0],
    ['r*(1-exp(-r^2))', 1, 1, -0.4462603203],
    ['r^3/(1+r^2)', 1, 1, -0.125],
    ['r-tanh(r)', 1, 1, 0],
    [
      'abs(r) <= 2*theta ? sign(r)*max(0,abs(r)-theta) : abs(r) <= 3.7*theta ? (2.7*r-3.7*theta*sign(r))/1.7 : r',
      1,
      1,
      -0.58823529412,
    ],
    ['r*(1-1/sqrt(1+r^2))', 1, 1, 0],
    ['r*abs(r)/(1+abs(r))', 1, 1, 0],
    ['r-theta*tanh(r/theta)', 1, 1, 0],
    ['abs(r) <= theta ? (1-4*tau)*r : r-4*tau*theta*sign(r)', 1, 1, 0],
  ],
  activation: [
    ['r', 1, 1, 1],
    ['tanh(r)', 1, 1, 0],
    ['lambda*tanh(r/lambda)', 1, 1, 0],
    ['atan(r)', 1, 1, 0],
    ['r/(1+abs(r))', 1, 1, 0],
    ['min(1,max(-1,r))', 1, 1, 0],
    ['max(-1,min(1,r))', 1, 1, 0],
    ['2/(1+exp(-2*r))-1', 1, 1, 0],
    ['sign(r)*log1p(abs(r))', 1, 1, 0],
    ['-sign(r)*expm1(-abs(r))', 1, 1, 0],
    ['sign(r)*abs(r)', 1, 1, 1],
    ['sign(r)*sqrt(abs(r))', Infinity, Infinity, 0],
    ['r*exp(-r^2)', 1, 1, -0.4462603203],
    ['r*exp(-abs(r))', 1, 1, -0.13533528324],
    ['sin(r)', 1, 1, -1],
    ['abs(r) > lambda ? r-lambda*sign(r) : 0', 1, 1, 0],
    ['abs(r) > lambda ? r : 0', 1, Infinity, 0],
    ['r-tanh(r)', 1, 1, 0],
    ['r/sqrt(1+r^2)', 1, 1, 0],
    ['sign(r)', Infinity, Infinity, 0],
    ['sign(r)*min(1,abs(r))', 1, 1, 0],
    ['sign(r)*(1-exp(-abs(r)))', 1, 1, 0],
    ['r/(1+r^2)', 1, 1, -0.125],
    ['2/pi*atan(pi*r/2)', 1, 1, 0],
    ['sign(r)*log(abs(r)+sqrt(r^2+1))', 1, 1, 0],
    ['r^3', Infinity, Infinity, 0],
    ['r*abs(r)/(1+r^2)', 0.5, 0.64951905284, 0],
    ['abs(r) < 1 ? r*(1-r^2)^2 : 0', 1, 1, -0.8],
    ['r >= 0 ? log1p(r) : -log1p(-r)', 1, 1, 0],
    ['r <= -1 ? -1 : r >= 1 ? 1 : 1.5*r-0.5*r^3', 1.5, 1.5, 0],
    ['sign(r)*log(1+abs(r))', 1, 1, 0],
    ['r-r*exp(-abs(r))', 1, 1.1353352832, 0],
  ],
}

/** Activations that are not odd. */
const notOdd: readonly Row[] = [
  ['max(0,r)', 1, 1, 0],
  ['r > 0 ? r : 0', 1, 1, 0],
  ['r > 0 ? r : 0.01*r', 1, 1, 0.01],
  ['max(r,0.01*r)', 1, 1, 0.01],
  ['r > 0 ? r : exp(r)-1', 1, 1, 0],
  ['r > 0 ? r : expm1(r)', 1, 1, 0],
  ['1.0507*(r > 0 ? r : 1.67326*(exp(r)-1))', 1.758094282, 1.758094282, 0],
  ['min(6,max(0,r))', 1, 1, 0],
  ['r/(1+exp(-r))', 1, 1.0998393201, -0.099839320129],
  ['r*(1/(1+exp(-1.702*r)))', 1, 1.0998393201, -0.099839320129],
  ['0.5*r*(1+tanh(sqrt(2/pi)*(r+0.044715*r^3)))', 1, 1.1289930687, -0.12899306866],
  ['r*tanh(log1p(exp(r)))', 1, 1.0884981613, -0.11252612239],
  ['log1p(exp(r))', Infinity, 1, 0],
  ['log(1+exp(-abs(r)))+max(0,r)', Infinity, 1, 0],
  ['1/(1+exp(-r))', Infinity, 0.25, 0],
  ['r*tanh(r)', 1, 1.1996786403, -1.1996786403],
  ['max(0,min(1,0.2*r+0.5))', Infinity, 0.2, 0],
  ['r*max(0,min(1,(r+3)/6))', 1, 1.5, -0.5],
  ['r < 0 ? r/sqrt(1+r^2) : r', 1, 1, 0],
  ['r > 0 ? r : 0.1*expm1(r/0.1)', 1, 1, 0],
  ['(r+sqrt(r^2+4))/2', Infinity, 1, 0],
  ['exp(-r^2)', Infinity, 0.85776388496, -0.85776388496],
  ['(sqrt(r^2+1)-1)/2+r', 1.5, 1.5, 0.5],
  ['max(0,r)^2', Infinity, Infinity, 0],
  ['r > 0 ? r : a*r', 1, 1, 0.25, { a: 0.25 }],
  ['r*log(1+1/(1+exp(-r)))', Math.LN2, 0.74631118041, -0.089828785521],
  ['r > 0 ? r : r*exp(r)', 1, 1, -0.13533528324],
  ['r > 1 ? r : 0', 1, Infinity, 0],
  ['abs(r)', 1, 1, -1],
  ['max(0,r)-0.5*max(0,-r)', 1, 1, 0.5],
  ['r/(1+exp(-abs(r)))', 1, 1.0998393201, 0.5],
  ['r > 0 ? r/(1+r) : r', 1, 1, 0],
]

const all = [
  ...(Object.entries(rows) as [FaceName, readonly Row[]][]).flatMap(([face, list]) =>
    list.map((row) => ({ face, row, formula: row[0], activationOnly: false })),
  ),
  ...notOdd.map((row) => ({ face: 'activation' as const, row, formula: row[0], activationOnly: true })),
]

function define(face: FaceName, formula: string, activationOnly: boolean, more: Readonly<Record<string, number>> = {}) {
  const symbols = Object.entries({ lambda: 1, theta: 1, ...more })
  const parameters = Object.fromEntries(
    symbols.map(([name, value]) => [name, { default: value, domain: 'positive' }] as const),
  )
  return defineNonlinearity({ name: 'x', parameters, [face]: formula, activationOnly })
}

/** 1e-6: nine digits of the sampled numbers are sure, where an extremum is a kink six. */
const tolerance = 1e-6
/** A bound of 0 that is met at infinity is proved to 1e-13 of the scale. */
const agrees = (found: number, expected: number): boolean =>
  found === expected || Math.abs(found - expected) <= tolerance * Math.max(1, Math.abs(expected))

describe('the bounds of formulas that people write', () => {
  it.each(all)(
    'are proved and right: $face $formula',
    ({ face, row, activationOnly }) => {
      const [formula, gMax, lipschitz, minSlope, more] = row
      const nonlinearity = define(face, formula, activationOnly, more)
      const bounds = boundsOf(nonlinearity)
      for (const bound of [bounds.gMax, bounds.lipschitz, bounds.minSlope, bounds.monotone]) {
        expect(bound.certified).toBe(true)
      }
      expect(bounds.monotone.value).toBe(minSlope >= 0)
      expect(bounds.gMax.value).toSatisfy((found: number) => agrees(found, gMax))
      expect(bounds.lipschitz.value).toSatisfy((found: number) => agrees(found, lipschitz))
      expect(bounds.minSlope.value).toSatisfy((found: number) => agrees(found, minSlope))
      holdsAll(nonlinearity)
    },
    60_000,
  )

  it.each([
    ['activation', 'r + sin(r)^2', true, 2],
    ['activation', 'r*tanh(exp(r))', true, 1.061975308],
    ['shrinkage', 'abs(r) <= theta ? 0 : sign(r)*sqrt(r^2 - theta^2)', false, Number.POSITIVE_INFINITY],
  ] as const)(
    'are above the truth where they are not proved: %s %s',
    (face, formula, activationOnly, lipschitz) => {
      const bounds = boundsOf(define(face, formula, activationOnly))
      expect(bounds.lipschitz.certified).toBe(false)
      expect(bounds.lipschitz.value).toBeGreaterThanOrEqual(lipschitz)
    },
    60_000,
  )
})

/** No sample is beyond a bound, but for the rounding of the sample, which is relative to |g| + |Φ'| + 1. */
function holdsAll(nonlinearity: Nonlinearity): void {
  const { gMax, lipschitz, minSlope } = boundsOf(nonlinearity)
  const [g, slope] = [diffusivityGraph(nonlinearity), fluxDerivativeGraph(nonlinearity)].map((graph) =>
    sampled(nonlinearity, graph),
  )
  for (let k = -300; k <= 300; k++) {
    // at a kink in 0 values are conventions
    if (k === 0) continue
    // from 1e-4 on: cancelling formulas lose their digits nearer to 0
    const r = Math.sign(k) * 1e-4 * 1.07 ** Math.abs(k)
    const [atR, slopeAtR] = [g(r), slope(r)]
    if (!Number.isFinite(atR) || !Number.isFinite(slopeAtR)) continue
    const rounding = 1e-6 * (1 + Math.abs(atR) + Math.abs(slopeAtR))
    expect(Math.abs(atR)).toBeLessThanOrEqual(gMax.value + rounding)
    expect(Math.abs(slopeAtR)).toBeLessThanOrEqual(lipschitz.value + rounding)
    expect(slopeAtR).toBeGreaterThanOrEqual(minSlope.value - rounding)
  }
}

function sampled({ parameters }: Nonlinearity, graph: Graph): (r: number) => number {
  const names = Object.keys(parameters)
  const run = createEvaluator(graph, ['r', ...names])
  const out = new Float64Array(1)
  return (r) => {
    run([r, ...names.map((name) => parameters[name].default)], out)
    return out[0]
  }
}
