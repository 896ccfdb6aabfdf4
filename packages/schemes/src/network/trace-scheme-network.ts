import {
  elementOf,
  type KernelGeometry,
  type Operand,
  type PlanBuilder,
  type Signal,
  type Vector,
} from '@numeural/core'
import { type Graph, inputsOf, substitute } from '@numeural/formula'
import type { LayoutEntry } from '../parametrisation/parametrisation.js'
import type { LinearForm, SchemeAnalysis } from '../scheme/analyse-scheme.js'
import type { SchemeSettings } from './block-settings.js'
import { type DeclaredParameters, declareParameters } from './declare-parameters.js'
import { geometryOf } from './geometry-of.js'
import { lift, lower } from './lifting.js'
import type { BlockObserver } from './network.js'
import { createFluxTracer, type FluxTracer } from './trace-flux.js'

/** What {@link traceSchemeNetwork} works on. */
export interface SchemeTrace {
  readonly settings: SchemeSettings
  readonly analysis: SchemeAnalysis
  readonly layout: readonly LayoutEntry[]
  readonly builder: PlanBuilder
  readonly input: Signal
  readonly observe?: BlockObserver
}

/** The iterates that a step reads; `previous` is null where the scheme has none yet. */
interface Iterates {
  readonly u: Signal
  readonly previous: Signal | null
  readonly start: Signal
  /** KᵀΦ(K·) at `start`; null in a step that computes it itself, or where nothing reads it. */
  readonly startFlux: Signal | null
}

/**
 * Writes the steps of a scheme into a plan. `previous` and `start` begin anew with every cycle; a scheme without cycles
 * has one start, the input, and lacks `previous` in its very first step only.
 */
export function traceSchemeNetwork(trace: SchemeTrace): Signal {
  const { settings, analysis, layout, builder } = trace
  const parameters = declareParameters(builder, layout)
  const flux = createFluxTracer(builder, settings.nonlinearity, settings.coupled)
  const length = settings.length ?? 1
  const geometry = withZeros(settings)
  let u = lift(builder, trace.input, settings, settings.size)
  let previous: Signal | null = null
  let start = u
  let startFlux: Signal | null = null
  for (let block = 0; block < settings.blocks; block++) {
    const l = block % length
    if (settings.length !== null && l === 0) {
      previous = null
      start = u
      startFlux = null
    }
    const set = settings.weights === 'shared' ? 0 : block
    const step = new Step(builder, flux, geometry, parameters, set, l, length)
    const { next, flux: stepFlux } = step.trace(analysis, { u, previous, start, startFlux })
    if (u === start) startFlux = stepFlux
    previous = u
    u = next
    trace.observe?.(block, u)
  }
  return lower(builder, u, settings)
}

/** The geometry of K, which tells the zero entries of a fixed kernel: half of a difference filter bank and more. */
function withZeros(settings: SchemeSettings): KernelGeometry {
  const zeros = settings.kernel.values?.flatMap((value, entry) => (value === 0 ? [entry] : [])) ?? []
  return zeros.length > 0 ? { ...geometryOf(settings), zeros } : geometryOf(settings)
}

/** One step with its block's parameters. */
class Step {
  constructor(
    readonly builder: PlanBuilder,
    readonly flux: FluxTracer,
    readonly geometry: KernelGeometry,
    readonly parameters: DeclaredParameters,
    readonly set: number,
    readonly l: number,
    readonly length: number,
  ) {}

  trace(analysis: SchemeAnalysis, iterates: Iterates): { next: Signal; flux: Signal } {
    const { u, previous, start } = iterates
    const form = previous === null ? (analysis.first ?? analysis.update) : analysis.update
    const at = this.#form(analysis.at, { u, previous: previous ?? u, start })
    const flux = this.#fluxAt(at)
    const startFlux = iterates.startFlux ?? (form.reads.has('startFlux') && at !== start ? this.#fluxAt(start) : flux)
    const next = this.#form(form, { u, previous: previous ?? u, start, flux, startFlux })
    return { next, flux: at === start ? flux : startFlux }
  }

  #fluxAt(place: Signal): Signal {
    const kernel = this.#vector('kernel')
    const inner = this.builder.convolution(place, kernel, this.geometry)
    const flux = this.flux(inner, (name) => elementOf(this.#vector(name)))
    return this.builder.transposedConvolution(flux, kernel, this.geometry)
  }

  #form(form: LinearForm, signals: Readonly<Record<string, Signal>>): Signal {
    const graph = substitute(form.graph, { l: this.l, L: this.length })
    const only = onlyInput(graph)
    if (only !== null && Object.hasOwn(signals, only)) return signals[only]!
    const operands: Record<string, Operand> = {}
    for (const name of inputsOf(graph)) operands[name] = signals[name] ?? this.#scalar(name)
    return this.builder.map(graph, operands)
  }

  #scalar(name: string): Operand {
    const vector = this.#vector(name)
    return elementOf(vector, vector.length === 1 ? 0 : this.l)
  }

  #vector(name: string): Vector {
    return this.parameters(name, this.set)
  }
}

/** The name of the input that a graph merely hands on, if it does. */
function onlyInput(graph: Graph): string | null {
  const output = graph.nodes[graph.outputs[0]!]!
  return output.op === 'input' ? (output.name ?? null) : null
}
