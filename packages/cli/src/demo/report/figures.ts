import { type Html, html } from './html.js'

/** An image file beside the report. */
export interface Picture {
  /** Path relative to the report. */
  readonly file: string
  /** What those who do not see it are told. */
  readonly alt: string
  readonly width: number
  readonly height: number
}

/** An image of the report; its size is given, so that nothing jumps while it loads. */
export function image({ file, alt, width, height }: Picture): Html {
  return html`<img src="${file}" alt="${alt}" width="${width}" height="${height}">`
}

/** An image with a caption. */
export function captioned(picture: Picture, caption: Html): Html {
  return html`<figure>${image(picture)}<figcaption>${caption}</figcaption></figure>`
}

/** Two images of one place over each other, with a handle between them; without scripts each shows one half. */
export function comparison(
  left: Picture & { readonly name: string },
  right: Picture & { readonly name: string },
  caption: Html,
): Html {
  return html`<figure>
<div class="compare">
${image(right)}
<div class="over">${image(left)}</div>
<div class="edge"></div>
<span class="tag left">${left.name}</span><span class="tag right">${right.name}</span>
</div>
<input class="split" type="range" min="0" max="100" value="50" hidden aria-label="Boundary between ${left.name} and ${right.name}, in percent of the width">
<figcaption>${caption}</figcaption>
</figure>`
}

/** Places enlarged, one row for each, the same versions in each row. */
export function details(rows: readonly (readonly (Picture & { readonly name: string })[])[], caption: Html): Html {
  return html`<figure><div class="details" style="--columns: ${rows[0]?.length ?? 1}">${rows
    .flat()
    .map((each) => html`<figure>${image(each)}<figcaption>${each.name}</figcaption></figure>`)}</div>
<figcaption>${caption}</figcaption></figure>`
}

/** Whole images beside each other, each a link to itself in full size. */
export function photographs(pictures: readonly (Picture & { readonly name: string })[], caption: Html): Html {
  return html`<figure><div class="photographs">${pictures.map(
    (each) => html`<figure><a href="${each.file}">${image(each)}</a><figcaption>${each.name}</figcaption></figure>`,
  )}</div>
<figcaption>${caption}</figcaption></figure>`
}
