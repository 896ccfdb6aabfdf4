import type { Network } from '../network/network.js'
import { schemeFrom } from '../network/scheme-from.js'
import type { Scheme } from '../scheme/scheme.js'
import type { BlockGraph } from './block-graph.js'
import { toMermaid } from './mermaid.js'
import { residualGraph } from './residual-graph.js'
import { schemeGraph } from './scheme-graph.js'
import { toSvg } from './svg.js'

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
 * their weights, which come from the scheme's formula by symbolic differentiation. Of a network it draws one of its
 * blocks. The step drawn is one that has a `previous`.
 *
 * @example
 * const { svg, mermaid } = blockFigure(fsi, { values: { l: 2, L: 5 } })
 */
export function blockFigure(subject: Scheme | Network, { values = {} }: BlockFigureOptions = {}): BlockFigure {
  const graph = 'update' in subject ? ofScheme(subject, values) : ofNetwork(subject, values)
  return { graph, mermaid: toMermaid(graph), svg: toSvg(graph) }
}

function ofScheme(scheme: Scheme, values: Readonly<Record<string, number>>): BlockGraph {
  return schemeGraph(scheme, { title: scheme.name, kernel: 'K', activation: 'Φ', transposed: 'Kᵀ', values })
}

function ofNetwork({ description }: Network, values: Readonly<Record<string, number>>): BlockGraph {
  const { kernel, channels, filters, dimension, activation, blocks, weights } = description
  const size = dimension === 1 ? `${kernel.width}` : `${kernel.height}×${kernel.width}`
  const shape = channels === 1 && filters === 1 ? size : `${size}, ${channels}→${filters}`
  const count = blocks === 1 ? '1 block' : `${blocks} blocks, ${weights} weights`
  if (description.kind === 'residual') return residualGraph(`residual: ${count}`, size, activation.name)
  const scheme = schemeFrom(description.scheme)
  return schemeGraph(scheme, {
    title: `${scheme.name}: ${count}`,
    kernel: `K ${shape}`,
    activation: description.coupled ? `${activation.name}, coupled` : activation.name,
    transposed: 'Kᵀ',
    values: description.length === null ? values : { L: description.length, ...values },
  })
}
