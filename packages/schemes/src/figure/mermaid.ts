import type { BlockGraph, FigureNode } from './block-graph.js'

/** A figure as Mermaid text, which GitHub and VitePress draw. */
export function toMermaid({ title, nodes, edges, legend }: BlockGraph): string {
  const lines = ['---', `title: ${quoted(title)}`, '---', 'flowchart LR']
  for (const node of nodes) lines.push(`  ${node.id}${shape(node)}`)
  for (const { from, to, label } of edges) {
    lines.push(`  ${from} -->${label === null ? '' : `|${quoted(`· ${label}`)}|`} ${to}`)
  }
  if (legend.length > 0) lines.push(`  legend[${quoted(legend.join('\n'))}]`, '  style legend fill:none,stroke:none')
  return `${lines.join('\n')}\n`
}

function shape({ kind, label }: FigureNode): string {
  if (kind === 'sum') return `((${quoted(label)}))`
  return kind === 'signal' ? `([${quoted(label)}])` : `[${quoted(label)}]`
}

function quoted(text: string): string {
  return `"${text.replaceAll('&', '#amp;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('\n', '<br/>')}"`
}
