import { type Certificate, lowerText, upperText } from '@numeural/certificates'
import { type Html, html } from './html.js'
import { short } from './numbers.js'

type Guarantee = Certificate['guarantees'][number]

/** What is guaranteed, in words. */
export const guaranteeNames: Readonly<Record<Guarantee['norm'], string>> = {
  euclidean: 'Euclidean norm',
  maximum: 'Maximum norm',
  sign: 'Sign stability',
  spectral: 'Spectral radius',
}

const promises: Readonly<Record<Guarantee['norm'], string>> = {
  euclidean: '‖u⁺‖₂ ≤ ‖u‖₂ for every input: no block makes a signal larger as a whole, and nothing can blow up.',
  maximum: 'min u ≤ u⁺ ≤ max u for every input: no over- and undershoots.',
  sign: 'u⁺ never has more sign changes than u: no oscillations are created.',
  spectral: 'No eigenvalue of a step with its flux held fixed exceeds 1 in modulus.',
}

/** A certificate as a table: what each guarantee says, by which rule it was decided, and with which numbers. */
export function certificateTable(certificate: Certificate, caption: string): Html {
  const { guarantees, kernelNorm, notes } = certificate
  return html`<div class="scroll"><table class="certificate">
<caption>${caption} ${kernelNormText(kernelNorm)}.${lipschitzText(certificate)}</caption>
<thead><tr><th scope="col">Guarantee</th><th scope="col">Verdict</th><th scope="col">Rule</th><th scope="col" class="n">Step τ</th><th scope="col" class="n">Bound</th><th scope="col" class="n">Slack</th></tr></thead>
<tbody>${guarantees.map(row)}</tbody>
</table></div>
${notes.map((note) => html`<p>${note}</p>`)}`
}

function row({ norm, holds, rule, bound, value, slack }: Guarantee): Html {
  const promise = promises[norm]
  // A bound of 0 means that no rule applies: there is nothing to compare the step size with.
  const applies = bound > 0
  const verdict = holds ? '✓ holds' : applies ? '✗ not certified' : '– no claim'
  return html`<tr><th scope="row">${guaranteeNames[norm]}<span>${holds ? promise : html`Not proved here: ${promise}`}</span></th>
<td data-label="Verdict" class="${holds ? 'holds' : applies ? 'fails' : 'open'}">${verdict}</td>
<td data-label="Rule">${rule}</td><td data-label="Step τ" class="n">${short(value)}</td><td data-label="Bound" class="n">${applies ? short(bound) : '–'}</td><td data-label="Slack" class="n">${applies ? short(slack) : '–'}</td></tr>
`
}

function kernelNormText({ lower, upper, rule }: Certificate['kernelNorm']): string {
  return `‖K‖₂ lies in [${lowerText(lower)}, ${upperText(upper)}] (${rule})`
}

function lipschitzText({ lipschitz }: Certificate): string {
  if (lipschitz === null || !lipschitz.certified) return ''
  return ` Two inputs that differ by ε give outputs that differ by at most ${upperText(lipschitz.value)} ε.`
}
