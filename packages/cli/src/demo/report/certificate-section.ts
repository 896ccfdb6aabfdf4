import type { DemoRun } from '../run.js'
import { certificateTable } from './certificate-table.js'
import { type Html, html } from './html.js'

/** Section 3: the certificate of the trained network. */
export function certificateSection({ training }: DemoRun): Html {
  const { certificate } = training
  return html`<section id="certificate">
<h2><span class="number">3</span>The certificate</h2>
<p>A certificate reads the trained numbers as they are stored and says which guarantee they satisfy. A guarantee <em>holds</em> if the step size stays within the bound of its rule,
everything in it bounded rigorously, rounding included; the slack is the room that is left. One that is not certified is not refuted: it is only not promised.
${certificate.stable ? 'This network is stable.' : 'This network is not certified to be stable in any norm.'}</p>
${certificateTable(certificate, 'The trained network.')}
</section>`
}
