import type { Signal } from '@numeural/core'
import { refused, requireKnown, requireNumber, requireObject, requireWhole } from '@numeural/errors'
import { evaluate, type Graph, GraphBuilder, inputsOf, substitute } from '@numeural/formula'
import { analyseScheme, fsi, type LinearForm, requireScheme, type Scheme, type SchemeAnalysis } from '@numeural/schemes'
import type { System } from '../problem/system.js'
import type { Smoother } from './smoother.js'

/** Options of {@link diffusionScheme}. */
export interface DiffusionSchemeOptions {
  /** Default `fsi`. */
  readonly scheme?: Scheme
  /** Steps of the scheme in a sweep: of a cyclic one, those of a cycle. Default: its own length, or 1. */
  readonly length?: number
  /** Values of the scheme's parameters. Default: the scheme's; τ its bound for ρ = 2, or 1. */
  readonly parameters?: Readonly<Record<string, number>>
}

/** Bound of the eigenvalues of D⁻¹A for diagonally dominant A. */
const rho = 2

/**
 * A diffusion scheme as a smoother: some steps of ∂x/∂t = −D⁻¹(A(x) − b), D the diagonal of A,
 * by which all problems have the same stable steps (ρ(D⁻¹A) ≤ 2 for diagonally dominant A).
 * `explicit` is damped Jacobi with ω = τ.
 *
 * @throws ParameterError `MULTIGRID_OPTION`, and what `analyseScheme` throws
 */
export function diffusionScheme(options: DiffusionSchemeOptions = {}): Smoother {
  const by = { owner: 'diffusionScheme', code: 'MULTIGRID_OPTION' }
  const known = { scheme: true, length: true, parameters: true } satisfies Record<keyof DiffusionSchemeOptions, true>
  requireKnown(by, options, known)
  const { scheme = fsi, length, parameters = {} } = options
  requireScheme({ ...by, option: 'scheme' }, scheme)
  const steps = length ?? scheme.length ?? 1
  requireWhole({ ...by, option: 'length' }, steps, { most: 100 })
  requireObject({ ...by, option: 'parameters' }, parameters)
  const analysis = analyseScheme(scheme)
  for (const [name, value] of Object.entries(parameters)) {
    if (!Object.hasOwn(scheme.parameters, name)) {
      throw refused({ ...by, option: 'parameters' }, name, Object.keys(scheme.parameters))
    }
    requireNumber({ ...by, option: `parameters.${name}` }, value)
  }
  const sweep: Smoother['sweep'] = (start, b, system) => traceScheme(start, b, system, { analysis, steps, parameters })
  // A polynomial in D⁻¹A is its own adjoint.
  return { name: scheme.name, sweep, adjoint: sweep }
}

interface Steps {
  readonly analysis: SchemeAnalysis
  readonly steps: number
  readonly parameters: Readonly<Record<string, number>>
}

function traceScheme(start: Signal, b: Signal, system: System, { analysis, steps, parameters }: Steps): Signal {
  const { builder, operator, diagonal } = system
  const flux = (at: Signal): Signal => builder.map('(a - b)/d', { a: operator(at), b, d: diagonal(at) })
  const startFlux = flux(start)
  let u = start
  let previous: Signal | null = null
  for (let l = 0; l < steps; l++) {
    const values = valuesAt(analysis, parameters, l, steps)
    const isFirst: boolean = previous === null && analysis.first !== null
    const form = isFirst ? analysis.first! : analysis.update
    const signals: Record<string, Signal> = { u, start, startFlux, previous: previous ?? u }
    const at: Signal = isFirst || isIdentity(analysis.at) ? u : builder.map(withValues(analysis.at, values), signals)
    signals.flux = at === start ? startFlux : flux(at)
    const next = builder.map(withValues(form, values), signals)
    previous = u
    u = next
  }
  return u
}

function isIdentity(at: LinearForm): boolean {
  return at.reads.size === 1 && at.reads.has('u')
}

/** The values of all parameters in step l. */
function valuesAt(
  { defaults, limits }: SchemeAnalysis,
  given: Readonly<Record<string, number>>,
  l: number,
  L: number,
): Record<string, number> {
  const values: Record<string, number> = { l, L }
  for (const [name, start] of Object.entries(defaults)) {
    const { maximum } = limits[name]!
    const usual =
      name === 'tau' ? (maximum === null ? 1 : evaluate(maximum, { rho, L })[0]) : evaluate(start, { l, L })[0]
    values[name] = given[name]! ?? usual
  }
  return values
}

function withValues({ graph }: LinearForm, values: Readonly<Record<string, number>>): Graph {
  const names = inputsOf(graph).filter((name) => Object.hasOwn(values, name))
  return substitute(graph, Object.fromEntries(names.map((name) => [name, constantGraph(values[name]!)])))
}

function constantGraph(value: number): Graph {
  const builder = new GraphBuilder()
  return builder.finish([builder.constant(value)])
}
