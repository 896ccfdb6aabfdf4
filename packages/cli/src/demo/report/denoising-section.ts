import { decibels } from '../../output/number-text.js'
import { files, pictures } from '../files.js'
import type { DemoRun } from '../run.js'
import { certificateTable } from './certificate-table.js'
import { comparison, details, photographs } from './figures.js'
import { type Html, html } from './html.js'
import { gain, short } from './numbers.js'

/** Section 4: the photograph denoised. */
export function denoisingSection({ denoising, image, settings }: DemoRun): Html {
  const { scheme, activation, parameters, tau, steps, noiseEstimate, psnr, certificate } = denoising.result
  const picture = pictures(image)
  return html`<section id="denoising">
<h2><span class="number">4</span>A photograph denoised</h2>
<p><i>Boats at Nagasaki</i>, ${image.width} × ${image.height} pixels, was kept out of everything that was ever fitted. It was turned grey and got Gaussian noise with σ = ${settings.noise}.
<code>denoise</code> was not told: it estimated σ = ${short(noiseEstimate)} and chose contrast and diffusion time from that, and the step size from its certificate.</p>
<dl class="facts">
<dt>PSNR</dt><dd>noisy ${decibels(psnr!.noisy)}, denoised <b>${decibels(psnr!.denoised)}</b>, gain ${gain(psnr!.denoised, psnr!.noisy)}</dd>
<dt>scheme</dt><dd>${scheme}, ${steps} steps of τ = ${short(tau)} (diffusion time ${short(steps * tau)})</dd>
<dt>activation</dt><dd>${activation}, ${Object.entries(parameters)
    .map(([name, value]) => `${name === 'lambda' ? 'λ' : name} = ${short(value)}`)
    .join(', ')}</dd>
<dt>files</dt><dd>${fileLinks([files.clean, files.noisy, files.denoised])}</dd>
</dl>
${comparison(
  { ...picture(files.noisy, `The photograph with Gaussian noise, PSNR ${decibels(psnr!.noisy)}.`), name: 'noisy' },
  {
    ...picture(
      files.denoised,
      `The photograph denoised, PSNR ${decibels(psnr!.denoised)}: sky and water are smooth but for some speckles, outlines of boats and houses are kept.`,
    ),
    name: 'denoised',
  },
  html`<b>Noisy and denoised.</b> Left of the line with noise, ${decibels(psnr!.noisy)}; right of it denoised, ${decibels(psnr!.denoised)}.
Not all noise is gone: single pixels that stand out by more than the contrast λ are taken for edges and stay as speckles, and the sky is mottled.`,
)}
${photographs(
  [
    { ...picture(files.clean, 'The photograph: boats on a river mouth before a village and hills.'), name: 'clean' },
    { ...picture(files.noisy, 'The photograph with Gaussian noise.'), name: `noisy, ${decibels(psnr!.noisy)}` },
    { ...picture(files.denoised, 'The photograph denoised.'), name: `denoised, ${decibels(psnr!.denoised)}` },
  ],
  html`<b>The whole photograph</b>; each links to the file in full size.`,
)}
${details(
  settings.details.map(({ title, place }, row) =>
    (['clean', 'noisy', 'denoised'] as const).map((version) => ({
      file: files.detail(version, row),
      alt: `Detail, the ${title}, ${version}.`,
      width: place.width,
      height: place.height,
      name: version,
    })),
  ),
  html`<b>Details</b>, ${settings.details[0]!.place.width} × ${settings.details[0]!.place.height} pixels each: ${settings.details.map(({ title }) => title).join(' and ')}.`,
)}
${certificateTable(certificate, 'The diffusion that was applied to the photograph.')}
</section>`
}

/** Links to files beside the report. */
export function fileLinks(names: readonly string[]): Html {
  return html`${names.map((name, index) => html`${index === 0 ? '' : ', '}<a href="${name}">${name}</a>`)}`
}
