import { type FaceName, faceNames } from '@numeural/activations'
import { parse } from '@numeural/formula'
import { numberText } from '../../output/number-text.js'
import { files } from '../files.js'
import type { DemoRun } from '../run.js'
import { image } from './figures.js'
import { Html, html } from './html.js'
import { equation, mathOf, ofR } from './math.js'
import { fixed, short } from './numbers.js'
import { readableFormulas } from './readable-formulas.js'

type Shown = FaceName | 'derivative'

const shown: readonly Shown[] = [...faceNames, 'derivative']

interface Text {
  readonly title: string
  readonly symbol: string
  readonly meaning: string
  /** What the plot shows, for those who do not see it. */
  readonly picture: string
}

const texts: Readonly<Record<Shown, Text>> = {
  diffusivity: {
    title: 'Diffusivity',
    symbol: 'g',
    meaning: 'How strongly a difference r is smoothed.',
    picture: 'the diffusivity g(r), a bell of height 1 around 0',
  },
  regulariser: {
    title: 'Regulariser',
    symbol: 'Ψ',
    meaning: 'The energy that the diffusion lowers; Ψ′(r)\u00a0=\u00a02g(r)r.',
    picture: 'the regulariser Ψ(r), 0 at 0, rising more slowly beyond λ on both sides',
  },
  shrinkage: {
    title: 'Shrinkage',
    symbol: 'S',
    meaning: 'What Haar wavelet shrinkage does with a coefficient.',
    picture: 'the shrinkage function S(r), flat around 0 and close to r for large r',
  },
  activation: {
    title: 'Activation, or flux',
    symbol: 'Φ',
    meaning: 'What the network applies; Φ(r)\u00a0=\u00a0g(r)r.',
    picture: 'the activation Φ(r), rising from −λ to λ and falling back towards 0 outside',
  },
  derivative: {
    title: 'Its derivative',
    symbol: 'Φ′',
    meaning: 'What training needs; where it is negative, edges sharpen.',
    picture: 'the derivative Φ′(r) of the activation, 1 at 0, 0 at ±λ, negative outside',
  },
}

/** Section 2: one formula, and what the dictionary makes of it, at the trained contrast. */
export function facesSection({ activation, training }: DemoRun): Html {
  const { formulas, bounds, parameters, tau } = activation
  const symbols = ['r', 'tau', ...Object.keys(parameters)]
  const kernel = training.parameters.values['block0.kernel'] ?? []
  return html`<section id="faces">
<h2><span class="number">2</span>One formula, four faces</h2>
<p>One face of a nonlinearity fixes the others, by the dictionary between diffusion, variational methods, wavelets and networks;
the derivative is taken symbolically. Here are those of Perona and Malik, drawn at the trained contrast λ = ${short(parameters.lambda!)}${tau === 0.25 ? ' and τ = ¼' : ` and τ = ${numberText(tau)}`}.
${bounds.certified ? 'By interval arithmetic, certified for all real r' : 'Not certified'}: sup |g| = ${numberText(bounds.gMax)}, sup |Φ′| = ${numberText(bounds.lipschitz)},
and Φ is ${bounds.monotone ? 'monotone' : 'not monotone'}.</p>
<div class="cards">
${shown.map((face) => card(face, readableFormulas[face] ?? formulas[face], symbols))}
${kernel.length === 0 ? html`` : kernelCard(kernel)}
</div>
</section>`
}

function card(face: Shown, formula: string | null, symbols: readonly string[]): Html {
  const { title, symbol, meaning, picture } = texts[face]
  const math =
    formula === null
      ? html`<p>no closed form; by quadrature</p>`
      : equation(ofR(symbol), mathOf(parse(formula, symbols)))
  return html`<div class="card"><h3>${title}</h3><p>${meaning}</p>${math}
${image({ file: files.facePlot(face), alt: `Plot of ${picture}; r runs from −4λ to 4λ.`, width: 300, height: 200 })}</div>`
}

function kernelCard(kernel: readonly number[]): Html {
  const sum = kernel.reduce((all, value) => all + value, 0)
  return html`<div class="card"><h3>And the learned kernel</h3><p>Nothing prescribes a derivative filter; its numbers add up to ${short(sum)}.</p>
<math display="block"><mrow><mi>K</mi><mo>=</mo><mo>(</mo>${kernel.map((value, index) => html`${new Html(index === 0 ? '' : '<mo>,</mo>')}<mn>${fixed(value, 3)}</mn>`)}<mo>)</mo></mrow></math>
${image({ file: files.kernelPlot, alt: `Plot of the trained kernel: ${kernel.map(short).join(', ')}.`, width: 300, height: 200 })}</div>`
}
