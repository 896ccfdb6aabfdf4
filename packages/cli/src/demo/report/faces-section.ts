import { type FaceName, faceNames } from '@numeural/activations'
import { parse } from '@numeural/formula'
import { numberText } from '../../output/number-text.js'
import { files } from '../files.js'
import type { DemoRun } from '../run.js'
import { image } from './figures.js'
import { Html, html } from './html.js'
import { equation, mathOf, ofR } from './math.js'
import { short } from './numbers.js'

type Shown = FaceName | 'derivative'

const shown: readonly Shown[] = [...faceNames, 'derivative']

const texts: Readonly<Record<Shown, { readonly title: string; readonly symbol: string; readonly meaning: string }>> = {
  diffusivity: { title: 'Diffusivity', symbol: 'g', meaning: 'How strongly a difference r is smoothed.' },
  regulariser: {
    title: 'Regulariser',
    symbol: 'Ψ',
    meaning: 'The energy that the diffusion lowers; Ψ′(r)\u00a0=\u00a02g(r)r.',
  },
  shrinkage: { title: 'Shrinkage', symbol: 'S', meaning: 'What Haar wavelet shrinkage does with a coefficient.' },
  activation: {
    title: 'Activation, or flux',
    symbol: 'Φ',
    meaning: 'What the network applies; Φ(r)\u00a0=\u00a0g(r)r.',
  },
  derivative: {
    title: 'Its derivative',
    symbol: 'Φ′',
    meaning: 'What training needs; where it is negative, edges sharpen.',
  },
}

/** Section 2: one formula, and what the dictionary makes of it, at the trained contrast. */
export function facesSection({ activation, training }: DemoRun): Html {
  const { formulas, bounds, parameters, tau } = activation
  const symbols = ['r', 'tau', ...Object.keys(parameters)]
  const kernel = training.parameters.values['block0.kernel'] ?? []
  return html`<section id="faces">
<h2><span class="number">2</span>One formula, four faces</h2>
<p>Numeural was given one face of the activation; the dictionary between diffusion, variational methods, wavelets and networks gives the others,
and the derivative is taken symbolically. Drawn at the trained contrast λ = ${short(parameters.lambda!)}${tau === 0.25 ? ' and τ = ¼' : ` and τ = ${numberText(tau)}`}.
${bounds.certified ? 'By interval arithmetic, certified for all real r' : 'Not certified'}: sup |g| = ${numberText(bounds.gMax)}, sup |Φ′| = ${numberText(bounds.lipschitz)},
and Φ is ${bounds.monotone ? 'monotone' : 'not monotone'}.</p>
<div class="cards">
${shown.map((face) => card(face, formulas[face], symbols))}
${kernel.length === 0 ? html`` : kernelCard(kernel)}
</div>
</section>`
}

function card(face: Shown, formula: string | null, symbols: readonly string[]): Html {
  const { title, symbol, meaning } = texts[face]
  const math =
    formula === null
      ? html`<p>no closed form; by quadrature</p>`
      : equation(ofR(symbol), mathOf(parse(formula, symbols)))
  return html`<div class="card"><h3>${title}</h3><p>${meaning}</p>${math}
${image({ file: files.facePlot(face), alt: `Plot of the ${title.toLowerCase()} ${symbol}(r)${formula === null ? '' : ` = ${formula}`}.`, width: 300, height: 200 })}</div>`
}

function kernelCard(kernel: readonly number[]): Html {
  const sum = kernel.reduce((all, value) => all + value, 0)
  return html`<div class="card"><h3>And the learned kernel</h3><p>Nothing prescribes a derivative filter; its numbers add up to ${short(sum)}.</p>
<math display="block"><mrow><mi>K</mi><mo>=</mo><mo>(</mo>${kernel.map((value, index) => html`${new Html(index === 0 ? '' : '<mo>,</mo>')}<mn>${value.toFixed(3).replace('-', '−')}</mn>`)}<mo>)</mo></mrow></math>
${image({ file: files.kernelPlot, alt: `Plot of the trained kernel: ${kernel.map(numberText).join(', ')}.`, width: 300, height: 200 })}</div>`
}
