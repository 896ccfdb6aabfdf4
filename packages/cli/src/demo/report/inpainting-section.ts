import { decibels, numberText } from '../../output/number-text.js'
import { files, pictures } from '../files.js'
import type { DemoRun } from '../run.js'
import { fileLinks } from './denoising-section.js'
import { captioned, comparison, details, photographs } from './figures.js'
import { type Html, html } from './html.js'
import { gain, percent, scientific, whole } from './numbers.js'

const reasons = {
  tolerance: 'the residual fell below the tolerance',
  stagnation: 'the residual had stopped falling',
  limit: 'the iterations were used up',
} as const

/** Section 5: the photograph rebuilt from some of its pixels. */
export function inpaintingSection({ inpainting, image, settings }: DemoRun): Html {
  const { eed, homogeneous } = inpainting
  const { lambda, sigma, tolerance } = settings.inpainting
  const picture = pictures(image)
  return html`<section id="inpainting">
<h2><span class="number">5</span>A photograph from ${percent(eed.mask.density)} of its pixels</h2>
<p>Of the grey photograph ${whole(eed.mask.known)} pixels chosen at random were kept. The others solve a nonlinear diffusion equation that has the kept ones as data;
edge-enhancing diffusion (EED; Charbonnier diffusivity, λ = ${numberText(lambda)}, σ = ${numberText(sigma)}) smooths along edges and not across.
Homogeneous diffusion, on the same pixels, knows no edges.</p>
<dl class="facts">
<dt>PSNR</dt><dd>homogeneous ${decibels(homogeneous.psnr!)}, EED <b>${decibels(eed.psnr!)}</b>, gain ${gain(eed.psnr!, homogeneous.psnr!)}</dd>
<dt>relative residual</dt><dd>${scientific(eed.residual.initial)} at the start, <b>${scientific(eed.residual.final)}</b> at the end, of the nonlinear equation</dd>
<dt>iterations</dt><dd>${eed.iterations} outer; ended because ${reasons[eed.stopped]}</dd>
<dt>tolerance</dt><dd>${scientific(tolerance)}; the default of <code>inpaint</code> is ${scientific(1e-3)}, at which the picture has settled: this run goes on to show that the residual keeps falling</dd>
<dt>files</dt><dd>${fileLinks([files.mask, files.masked, files.homogeneous, files.eed])}</dd>
</dl>
${comparison(
  {
    ...picture(files.masked, `The photograph with ${percent(1 - eed.mask.density)} of its pixels black.`),
    name: 'what is known',
  },
  {
    ...picture(
      files.eed,
      `The photograph rebuilt by edge-enhancing diffusion, PSNR ${decibels(eed.psnr!)}: outlines are sharp.`,
    ),
    name: 'EED',
  },
  html`<b>Known pixels and reconstruction.</b> Left of the line all that was known (unknown pixels black); right of it the reconstruction by EED.`,
)}
${photographs(
  [
    { ...picture(files.mask, 'The mask: known pixels white, scattered evenly.'), name: 'mask, known pixels white' },
    {
      ...picture(files.homogeneous, 'The reconstruction by homogeneous diffusion: edges are blurred.'),
      name: `homogeneous, ${decibels(homogeneous.psnr!)}`,
    },
    { ...picture(files.eed, 'The reconstruction by edge-enhancing diffusion.'), name: `EED, ${decibels(eed.psnr!)}` },
  ],
  html`<b>Mask and reconstructions</b>; each links to the file in full size.`,
)}
${details(
  settings.details.map(({ title, place }, row) =>
    (['clean', 'masked', 'homogeneous', 'eed'] as const).map((version) => ({
      file: files.detail(version, row),
      alt: `Detail, the ${title}, ${names[version]}.`,
      width: place.width,
      height: place.height,
      name: names[version],
    })),
  ),
  html`<b>Details.</b> Homogeneous diffusion leaves peaks at the known pixels and blurs edges; EED joins them along the edges.`,
)}
${captioned(
  {
    file: files.residualPlot,
    alt: `Plot: the relative residual falls from ${scientific(eed.residual.initial)} to ${scientific(eed.residual.final)} in ${eed.iterations} outer iterations.`,
    width: 620,
    height: 310,
  },
  html`<b>Residual history.</b> Each outer iteration freezes the diffusion tensor and solves the linear equation by conjugate gradients; the residual is that of the nonlinear equation.`,
)}
</section>`
}

const names = { clean: 'clean', masked: 'known pixels', homogeneous: 'homogeneous', eed: 'EED' } as const
