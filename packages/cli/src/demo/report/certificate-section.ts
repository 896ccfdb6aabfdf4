import type { Certificate } from '@numeural/certificates'
import type { DemoRun } from '../run.js'
import { certificateTable } from './certificate-table.js'
import { type Html, html } from './html.js'
import { short } from './numbers.js'

/** Section 3: the certificate of the trained network. */
export function certificateSection({ training }: DemoRun): Html {
  const { certificate } = training
  return html`<section id="certificate">
<h2><span class="number">3</span>The certificate</h2>
<p>A certificate reads the trained numbers as they are stored and says which guarantee they satisfy. A guarantee <em>holds</em> if the step size stays within the bound of its rule,
everything in it bounded with outward rounding, for the weights as the network reads them in float32; the slack is the room that is left. One that is not certified is not refuted: it is only not promised.
Not covered is the rounding of the forward pass, about 10⁻⁷ per block.
${certificate.stable ? 'This network is stable.' : 'This network is not certified to be stable in any norm.'}</p>
${lipschitzRemark(certificate)}
${certificateTable(certificate, 'The trained network.')}
</section>`
}

function lipschitzRemark({ stable, lipschitz }: Certificate): Html {
  if (!stable || lipschitz === null || !lipschitz.certified || lipschitz.value <= 1) return html``
  return html`<p>Stable means here that the norm of one signal does not grow. The distance of two signals may: by a factor of at most ${short(lipschitz.value)},
where the flux falls and edges are sharpened.</p>`
}
