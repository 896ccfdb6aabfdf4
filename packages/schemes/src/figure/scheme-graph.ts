import { substitute, type TextForPeople } from '@numeural/formula'
import { analyseScheme, type LinearForm } from '../scheme/analyse-scheme.js'
import type { Scheme, SchemeSignal } from '../scheme/scheme.js'
import type { BlockGraph, FigureEdge, FigureNode } from './block-graph.js'
import { WeightLabels } from './weight-label.js'

/** What a figure says besides the scheme. */
export interface SchemeFigureLabels {
  readonly title: string
  readonly kernel: string
  readonly activation: string
  readonly transposed: string
  /** Values to put in for `l`, `L` and parameters; the rest stays a symbol. */
  readonly values: Readonly<Record<string, number>>
}

const signalLabels: Readonly<Record<SchemeSignal, string>> = {
  u: 'uᵏ',
  previous: 'uᵏ⁻¹',
  start: 'start of the cycle',
  flux: 'KᵀΦ(K·)',
  startFlux: 'KᵀΦ(K·) at the start',
}

/** The figure of one step: u through K, Φ and Kᵀ to a sum, and skip connections from everything that the step reads. */
export function schemeGraph(scheme: Scheme, labels: SchemeFigureLabels, texts: TextForPeople): BlockGraph {
  const { update, at } = analyseScheme(scheme)
  const weights = new WeightLabels(texts)
  const labelOf = (form: LinearForm, signal: SchemeSignal): string | null | undefined =>
    weights.of(substitute(form.weights[signal], labels.values))
  const nodes: FigureNode[] = []
  const edges: FigureEdge[] = []
  const add = (id: string, kind: FigureNode['kind'], label: string, column: number, lane = 0): void => {
    nodes.push({ id, kind, label, column, lane })
  }
  const connect = (from: string, to: string, label: string | null, lane = 0): void => {
    edges.push({ from, to, label, lane })
  }

  // Asked for first, so that abbreviations are numbered from the way through the nonlinearity upwards.
  const [ofFlux, ofU] = [labelOf(update, 'flux'), labelOf(update, 'u')]
  const memory = (['previous', 'start', 'startFlux'] as const).filter(
    (signal) => labelOf(update, signal) !== undefined || labelOf(at, signal) !== undefined,
  )
  add('u', 'signal', signalLabels.u, 0)
  memory.forEach((signal, index) => {
    add(signal, 'signal', signalLabels[signal], 0, index + 2)
  })
  const elsewhere = memory.filter((signal) => labelOf(at, signal) !== undefined)
  const moved = elsewhere.length > 0 || labelOf(at, 'u') !== null
  const first = moved ? 1 : 0
  if (moved) add('at', 'sum', '+', 1)
  add('kernel', 'operation', labels.kernel, first + 1)
  add('activation', 'operation', labels.activation, first + 2)
  add('transposed', 'operation', labels.transposed, first + 3)
  add('sum', 'sum', '+', first + 4)
  add('next', 'signal', 'uᵏ⁺¹', first + 5)

  if (moved) {
    const leading = labelOf(at, 'u')
    if (leading !== undefined) connect('u', 'at', leading)
    for (const signal of elsewhere) connect(signal, 'at', labelOf(at, signal) ?? null, memory.indexOf(signal) + 2)
  }
  connect(moved ? 'at' : 'u', 'kernel', null)
  connect('kernel', 'activation', null)
  connect('activation', 'transposed', null)
  if (ofFlux !== undefined) connect('transposed', 'sum', ofFlux)
  if (ofU !== undefined) connect('u', 'sum', ofU, 1)
  memory.forEach((signal, index) => {
    const label = labelOf(update, signal)
    if (label !== undefined) connect(signal, 'sum', label, index + 2)
  })
  connect('sum', 'next', null)
  return { title: labels.title, nodes, edges, legend: weights.legend }
}
