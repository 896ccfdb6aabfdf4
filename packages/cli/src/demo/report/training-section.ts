import { decibels } from '../../output/number-text.js'
import { files } from '../files.js'
import type { DemoRun } from '../run.js'
import { captioned } from './figures.js'
import { type Html, html } from './html.js'
import { short, whole } from './numbers.js'

/** Section 1: the network and its training. */
export function trainingSection({ training, settings }: DemoRun): Html {
  const { psnr, parameters, epochs, bestEpoch, loss } = training
  const { blocks, pairs, noise, classical } = settings.training
  return html`<section id="training">
<h2><span class="number">1</span>A network trained before your eyes</h2>
<p>Each of its ${blocks} blocks is one explicit step of a diffusion process, and all of them share their weights:</p>
<math display="block"><mrow><msup><mi>u</mi><mrow><mi>k</mi><mo>+</mo><mn>1</mn></mrow></msup><mo>=</mo><msup><mi>u</mi><mi>k</mi></msup><mo>−</mo><mi>τ</mi><mspace width="0.17em"/><msup><mi>K</mi><mo>⊤</mo></msup><mi mathvariant="normal">Φ</mi><mo stretchy="false">(</mo><mi>K</mi><msup><mi>u</mi><mi>k</mi></msup><mo stretchy="false">)</mo></mrow></math>
<p>The kernel K, the contrast λ of the Perona–Malik activation Φ and the step size τ were learned from ${whole(pairs.train)} pairs of clean and noisy signals
(σ = ${noise}) in ${epochs} epochs. K is normalised and τ kept below its bound while training, so that every network on the way is stable.</p>
<dl class="facts">
<dt>PSNR on ${whole(pairs.test)} test signals</dt><dd>noisy ${decibels(psnr.noisy)}, network with random weights ${decibels(psnr.before)}, trained <b>${decibels(psnr.after)}</b></dd>
<dt>for comparison</dt><dd>${decibels(psnr.classical)} by classical explicit Perona–Malik diffusion: forward differences, ${blocks} steps of τ = ${classical.tau}, λ = ${classical.lambda} tuned by hand</dd>
<dt>mean squared error</dt><dd>${short(loss.first)} in the first epoch, ${short(loss.last)} in the last</dd>
${Object.entries(parameters.values).map(([name, values]) => html`<dt>${parameterName(name)}</dt><dd>${values.map(short).join(', ')}</dd>`)}
<dt>model</dt><dd><a href="${files.model}/model.json">${files.model}/</a>, ${whole(parameters.count)} trained numbers</dd>
</dl>
<div class="plots">
${captioned(
  {
    file: files.trainingPlot,
    alt: `Plot: PSNR on the validation signals over ${epochs} epochs, ${decibels(training.history[0]!.psnr)} after the first, ${decibels(training.validation.after)} at best; classical diffusion has ${decibels(training.validation.classical)}.`,
    width: 480,
    height: 300,
  },
  html`<b>Training.</b> PSNR on ${whole(pairs.validation)} validation signals after each epoch; the best, of epoch ${bestEpoch}, is kept.
Below the axis: the noisy signals with ${decibels(training.validation.noisy)}, and the network before the training, whose weights are random, with ${decibels(training.validation.before)}.`,
)}
${captioned(
  {
    file: files.signalPlot,
    alt: 'Plot: a piecewise linear test signal with noise, and below it denoised: ramps are smooth and jumps stay sharp.',
    width: 480,
    height: 300,
  },
  html`<b>A test signal</b> with noise and denoised, each over the clean signal (grey). Jumps stay while the noise on the ramps goes.`,
)}
</div>
</section>`
}

/** `block0.lambda` for people; the blocks of this network share their weights. */
function parameterName(name: string): string {
  const own = name.replace(/^block\d+\./, '')
  return { lambda: 'contrast λ', tau: 'step size τ', kernel: 'kernel K' }[own] ?? own
}
