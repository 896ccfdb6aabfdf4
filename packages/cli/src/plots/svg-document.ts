import { parseHTML } from 'linkedom'

/** A document in which Observable Plot can draw without a browser. */
export function svgDocument(): Document {
  return parseHTML('<!doctype html><html><body></body></html>').document as unknown as Document
}

/** A figure as the text of an SVG file. */
export function svgText(figure: Element): string {
  figure.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `<?xml version="1.0" encoding="UTF-8"?>\n${figure.outerHTML}\n`
}
