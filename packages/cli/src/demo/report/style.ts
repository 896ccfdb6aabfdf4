/** The look of the report: system fonts, one column, light and dark, fit for paper; nothing from elsewhere. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfc; --ink: #1c1c1e; --muted: #5f5f66; --rule: #dcdce0; --soft: #f3f3f1;
  --accent: #1f66a8; --good: #1d6b3c; --bad: #a8371f;
  --serif: 'Iowan Old Style', 'Palatino Linotype', Palatino, ui-serif, Georgia, 'Liberation Serif', serif;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif;
  --mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171b; --ink: #e6e6e3; --muted: #a0a0a8; --rule: #34363d; --soft: #1d2025;
    --accent: #78b4ea; --good: #7fcb9b; --bad: #f0907a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0 auto; padding: clamp(1.5rem, 5vw, 4.5rem) clamp(1.1rem, 4vw, 2.5rem) 4rem; max-width: 68rem;
  background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--serif); text-wrap: pretty;
}
header, section > p, section > ul, section > h2, section > h3, footer { max-width: 43rem; }
h1, h2, h3, nav, figcaption, table, .figures-of-merit, .kicker, footer, label, .card p { font-family: var(--sans); }
h1 { margin: .2em 0 .5em; font-size: clamp(1.9rem, 4.6vw, 2.7rem); line-height: 1.15; letter-spacing: -.02em; text-wrap: balance; }
h2 { margin: 4.5rem 0 .8rem; font-size: 1.45rem; line-height: 1.25; letter-spacing: -.01em; }
h2 .number { color: var(--muted); font-weight: 400; margin-right: .6em; }
h3 { margin: 2.2rem 0 .5rem; font-size: 1.05rem; }
p, ul { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: .15em; }
.kicker { margin: 0; color: var(--muted); font-size: .85rem; letter-spacing: .02em; }
nav { margin: 1.6rem 0 0; font-size: .9rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: 0; padding: 0; list-style: none; }
.number, .figures-of-merit, td, th, figcaption { font-variant-numeric: tabular-nums lining-nums; }

.figures-of-merit { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: 0 2rem; margin: 2.4rem 0 0; padding: 0; }
.figures-of-merit div { border-top: 2px solid var(--ink); padding: .7rem 0 1.2rem; }
.figures-of-merit dt { font-size: .85rem; color: var(--muted); }
.figures-of-merit dd { margin: 0; font-size: 1.75rem; line-height: 1.25; letter-spacing: -.015em; }
.figures-of-merit dd.note { font-size: .85rem; letter-spacing: 0; line-height: 1.45; color: var(--muted); }

figure { margin: 1.8rem 0; break-inside: avoid; }
figure img, figure svg { display: block; max-width: 100%; height: auto; }
figcaption { margin-top: .6rem; max-width: 43rem; font-size: .875rem; line-height: 1.5; color: var(--muted); }
figcaption b { color: var(--ink); font-weight: 600; }
.photographs, .details { display: grid; gap: 1.2rem; }
.photographs { grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); }
.details { grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); gap: .5rem; }
.photographs figure, .details figure { margin: 0; }
.photographs img, .details img { width: 100%; background: var(--soft); }
.details img { image-rendering: pixelated; }
.photographs figcaption, .details figcaption { margin-top: .3rem; font-size: .8rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 2.5rem; align-items: start; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 2rem 2rem; margin: 1.8rem 0; }
.card { break-inside: avoid; display: grid; grid-template-rows: subgrid; grid-row: span 4; gap: 0; }
.card h3 { margin: 0; font-size: .95rem; }
.card p { margin: 0 0 .6rem; font-size: .85rem; line-height: 1.45; color: var(--muted); }
.card img { display: block; width: 100%; height: auto; }
.card math { margin: 0 0 .5rem; align-self: center; text-align: left; justify-self: start; }
math { font-family: 'Latin Modern Math', 'STIX Two Math', 'Cambria Math', 'TeX Gyre Termes Math', 'DejaVu Math TeX Gyre', math; font-size: 1.05em; }
section > math { margin: 1.2rem 0; max-width: 43rem; }
math[display='block'] { overflow-x: auto; overflow-y: hidden; }

.compare { position: relative; display: block; --split: 50%; line-height: 0; }
.compare img { width: 100%; }
.compare .over { position: absolute; inset: 0; clip-path: inset(0 calc(100% - var(--split)) 0 0); }
.compare .edge { position: absolute; top: 0; bottom: 0; left: var(--split); width: 2px; margin-left: -1px; background: #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / .45); }
.compare .tag { position: absolute; top: .7rem; padding: .35em .6em; font: 600 .78rem/1 var(--sans); color: #fff; background: rgb(0 0 0 / .62); border-radius: 3px; }
.compare .tag.left { left: .7rem; } .compare .tag.right { right: .7rem; }
input.split:not([hidden]) { display: block; width: 100%; margin: .6rem 0 0; accent-color: var(--accent); }

.scroll { overflow-x: auto; margin: 1.4rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.45; }
caption { text-align: left; padding-bottom: .6rem; color: var(--muted); font-size: .875rem; }
th, td { padding: .55rem .9rem .55rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
thead th { border-bottom: 1.5px solid var(--ink); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
tbody th { width: 36%; }
tbody th span { display: block; font-weight: 400; color: var(--muted); }
td.n, th.n { text-align: right; white-space: nowrap; }
.holds { color: var(--good); font-weight: 600; white-space: nowrap; } .fails { color: var(--bad); font-weight: 600; white-space: nowrap; }
.open { color: var(--muted); white-space: nowrap; }
dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.4rem; margin: 1.4rem 0; font: .9rem/1.5 var(--sans); font-variant-numeric: tabular-nums; }
dl.facts dt { color: var(--muted); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: .4rem 0 1.2rem; padding: .8rem 1rem; overflow-x: auto; background: var(--soft); border-radius: 4px; font: .85rem/1.5 var(--mono); }
code { font-family: var(--mono); font-size: .88em; }
pre code { font-size: 1em; }
footer { margin-top: 4.5rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: .875rem; color: var(--muted); }

@media (max-width: 40rem) {
  body { font-size: 1rem; }
  h2 { margin-top: 3.2rem; }
  table.certificate thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
  table.certificate, table.certificate caption, table.certificate tbody, table.certificate tr, table.certificate th, table.certificate td { display: block; width: 100%; text-align: left; border: 0; padding: 0; }
  table.certificate tr { padding: .8rem 0; border-top: 1px solid var(--rule); }
  table.certificate td.n { display: inline-block; width: auto; margin-right: 1.4rem; }
  table.certificate td::before { content: attr(data-label) '  '; color: var(--muted); }
  .details { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  dl.facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dl.facts dd { margin-bottom: .6rem; }
}
@media print {
  html { font-size: 11px; }
  body { max-width: none; padding: 0; }
  .compare { max-width: 75%; }
  .photographs { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .cards { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  nav, input.split:not([hidden]) { display: none; }
  h2 { break-after: avoid; margin-top: 2rem; }
  section { break-inside: auto; }
  pre { white-space: pre-wrap; border: 1px solid var(--rule); }
}
`
