import { demoCommands } from '../commands.js'
import type { DemoRun } from '../run.js'
import { abstract } from './abstract.js'
import { certificateSection } from './certificate-section.js'
import { colophon } from './colophon.js'
import { denoisingSection } from './denoising-section.js'
import { facesSection } from './faces-section.js'
import { Html, html } from './html.js'
import { inpaintingSection } from './inpainting-section.js'
import { style } from './style.js'
import { trainingSection } from './training-section.js'

/** By which a report is told from other pages, so that only reports are overwritten. */
export const generator = 'numeural demo'

// The report is whole without it: the handle of a comparison is hidden until this runs.
const script = `for (const input of document.querySelectorAll('input.split')) {
  input.hidden = false
  input.addEventListener('input', () => input.previousElementSibling.style.setProperty('--split', input.value + '%'))
}`

/** The report as one HTML page; images lie beside it, nothing is fetched from elsewhere. */
export function reportPage(run: DemoRun): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${generator}">
<title>Numeural: a network trained and certified, a photograph denoised and inpainted</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
${abstract(run)}
<main>
${trainingSection(run)}
${facesSection(run)}
${certificateSection(run)}
${denoisingSection(run)}
${inpaintingSection(run)}
${goingOn()}
</main>
${colophon(run)}
<script>${new Html(script)}</script>
</body>
</html>
`
  return page.text
}

function goingOn(): Html {
  return html`<section id="going-on">
<h2><span class="number">6</span>Going on</h2>
${demoCommands.map(({ purpose, command }) => html`<p>${purpose}:</p><pre><code>${command}</code></pre>`)}
</section>`
}
