import { type TextForPeople, textForPeople } from '@numeural/formula'
import type { BlockGraph } from './figure/block-graph.js'
import { toMermaid } from './figure/mermaid.js'
import { schemeGraph } from './figure/scheme-graph.js'
import { toSvg } from './figure/svg.js'
import type { Network } from './network/network.js'
import type { Scheme } from './scheme/scheme.js'

/** What {@link blockFigure} draws. */
export interface BlockFigureOptions {
  /** Numbers to put in for `l`, `L` and the scheme's parameters; those left out stay symbols. */
  readonly values?: Readonly<Record<string, number>>
}

/** The figure of a block: as data, as Mermaid text and as an SVG file. */
export interface BlockFigure {
  readonly graph: BlockGraph
  readonly mermaid: string
  readonly svg: string
}

/**
 * Draws a block as a graph, as C21 does in Figs. 1 and 3: the way through K, Φ and Kᵀ, and the skip connections with
 * their weights, which come from the scheme's formula by symbolic differentiation. The step drawn is one that has a
 * `previous`. A network brings its own figure: chains of blocks that of one block, others that of the whole.
 *
 * @example
 * const { svg, mermaid } = await blockFigure(fsi, { values: { l: 2, L: 5 } })
 */
export async function blockFigure(
  subject: Scheme | Network,
  { values = {} }: BlockFigureOptions = {},
): Promise<BlockFigure> {
  const texts = await textForPeople()
  const graph = 'update' in subject ? ofScheme(subject, values, texts) : subject.figure(values, texts)
  return { graph, mermaid: toMermaid(graph), svg: toSvg(graph) }
}

function ofScheme(scheme: Scheme, values: Readonly<Record<string, number>>, texts: TextForPeople): BlockGraph {
  return schemeGraph(scheme, { title: scheme.name, kernel: 'K', activation: 'Φ', transposed: 'Kᵀ', values }, texts)
}
