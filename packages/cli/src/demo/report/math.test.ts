import { parse } from '@numeural/formula'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { Html, html } from './html.js'
import { mathOf } from './math.js'

/** What is read, from left to right, with fractions and powers in brackets. */
function reading(formula: string): string {
  const marked = mathOf(parse(formula, ['r', 'lambda', 'tau']))
    .text.replaceAll('<mfrac>', '[')
    .replaceAll('</mfrac>', ']')
    .replaceAll('<msup>', '{')
    .replaceAll('</msup>', '}')
    .replaceAll('<msqrt>', '√[')
    .replaceAll('</msqrt>', ']')
  return parseHTML(`<p>${marked}</p>`)
    .document.querySelector('p')!
    .textContent!.replace(/[\u2061\u2062\s]/g, '')
}

test.each([
  ['r/(1 + (r/lambda)^2)', '[r1+{(r/λ)2}]'],
  ['lambda^2*log1p((r/lambda)^2)', '{λ2}log(1+{(r/λ)2})'],
  ['r*(1 - 4*tau)', 'r(1−4τ)'],
  ['r - (lambda - tau)', 'r−(λ−τ)'],
  ['-(r + 1)*tau', '−(r+1)τ'],
  ['(r*tau)^2', '{(rτ)2}'],
  ['(-r)^2', '{(−r)2}'],
  ['r*2', 'r·2'],
  ['sqrt(1 + r^2)', '√[1+{r2}]'],
  ['exp(-r^2)', '{e−{r2}}'],
  ['max(0, r)', 'max(0,r)'],
  ['abs(r) <= lambda ? r : 0', '{rif|r|≤λ0otherwise'],
])('%s is typeset', (formula, expected) => {
  expect(reading(formula)).toBe(expected)
})

test('text put into HTML is escaped, HTML is not, lists are joined', () => {
  const items = ['<a>', new Html('<b>x</b>')]
  expect(html`<p title="${'"&"'}">${items}${3}</p>`.text).toBe('<p title="&quot;&amp;&quot;">&lt;a&gt;<b>x</b>3</p>')
})
