import { decibels } from '../../output/number-text.js'
import type { DemoRun } from '../run.js'
import { guaranteeNames } from './certificate-table.js'
import { type Html, html } from './html.js'
import { gain, percent, whole } from './numbers.js'

const sections = [
  ['training', 'Training'],
  ['faces', 'Four faces'],
  ['certificate', 'Certificate'],
  ['denoising', 'Denoising'],
  ['inpainting', 'Inpainting'],
  ['going-on', 'Going on'],
] as const

/** The head of the report: what happened, in one paragraph and four numbers. */
export function abstract(run: DemoRun): Html {
  const { training, denoising, inpainting, settings } = run
  const { psnr } = denoising.result
  const { eed, homogeneous } = inpainting
  const trainingGain = gain(training.psnr.after, training.psnr.noisy)
  const denoisingGain = gain(psnr!.denoised, psnr!.noisy)
  const eedGain = gain(eed.psnr!, homogeneous.psnr!)
  return html`<header>
<p class="kicker">Numeural ${run.versions.numeural} · demonstration</p>
<h1>One formula, trained, certified and put to work</h1>
<p>In ${Math.round(training.seconds)} seconds a symmetric residual network with ${settings.training.blocks} blocks and only ${training.parameters.count} numbers learned to denoise
piecewise linear signals: from ${decibels(training.psnr.noisy)} to ${decibels(training.psnr.after)} on ${whole(settings.training.pairs.test)} signals that it had not seen;
classical diffusion of as many steps, with a contrast tuned by hand, reaches ${decibels(training.psnr.classical)}.
${verdict(run)} The same kind of block, with a step size from its own certificate, raised a noisy photograph
from ${decibels(psnr!.noisy)} to ${decibels(psnr!.denoised)}, and edge-enhancing diffusion rebuilt the photograph from
${percent(inpainting.eed.mask.density)} of its pixels with ${decibels(eed.psnr!)} (${eedGain} over homogeneous diffusion).</p>
<nav aria-label="Sections"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<dl class="figures-of-merit">
<div><dt>Trained network</dt><dd>${trainingGain}</dd><dd class="note">on unseen signals, over the noisy ones</dd></div>
<div><dt>Photograph denoised</dt><dd>${denoisingGain}</dd><dd class="note">noise of standard deviation ${settings.noise}</dd></div>
<div><dt>EED over homogeneous</dt><dd>${eedGain}</dd><dd class="note">same ${percent(eed.mask.density)} of the pixels</dd></div>
<div><dt>Certificate</dt><dd>${training.certificate.stable ? 'stable' : 'not stable'}</dd><dd class="note">${slackText(run)}</dd></div>
</dl>`
}

function verdict({ training }: DemoRun): string {
  return training.certificate.stable
    ? 'Its certificate proves that what comes out is never larger, as a whole, than what goes in.'
    : 'Its certificate finds no norm in which it is stable.'
}

function slackText({ training }: DemoRun): string {
  const proved = training.certificate.guarantees.filter(({ holds }) => holds).map(({ norm }) => guaranteeNames[norm])
  return proved.length === 0 ? 'no guarantee holds' : `proved: ${proved.join(', ')}`
}
