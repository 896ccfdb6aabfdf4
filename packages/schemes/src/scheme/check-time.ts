import { ParameterError } from '@numeural/errors'
import { evaluate, type Graph } from '@numeural/formula'
import { consistencySamples, defaultsAt } from './consistency-samples.js'
import type { Scheme, SchemeSignal } from './scheme.js'
import { timeOfStep } from './time-of-step.js'

/** Relative; formulas of the same time differ by rounding. */
const tolerance = 1e-6

/** The forms of a scheme, and its declared time. */
interface Forms<Form> {
  readonly update: Form
  readonly first: Form | null
  readonly time: Graph
}

type Weight<Form> = (form: Form, signal: SchemeSignal, values: Readonly<Record<string, number>>) => number

/**
 * Refuses a declared time that is not the one that follows from the weights: for any parameters of a step, at the
 * starting values for a cycle of the usual length.
 *
 * @throws ParameterError `SCHEME_TIME`
 */
export function checkTime<Form extends { readonly graph: Graph }>(
  scheme: Scheme,
  analysis: Forms<Form>,
  weight: Weight<Form>,
): void {
  for (const [values, expected] of expectedTimes(scheme, analysis, weight)) {
    const [declared = Number.NaN] = evaluate(analysis.time, values)
    // a step without flux covers no time, and one with 1 + q = 0 none that could be told
    if (!Number.isFinite(expected) || expected === 0) continue
    if (Math.abs(declared - expected) <= tolerance * Math.abs(expected)) continue
    const at = Object.entries(values).map(([name, value]) => `${name} = ${Number(value.toPrecision(6))}`)
    const follows = Number(expected.toPrecision(6))
    throw new ParameterError(
      `Scheme '${scheme.name}': its time is ${Number(declared.toPrecision(6))} at ${at.join(', ')}, its weights give ${follows}.`,
      {
        code: 'SCHEME_TIME',
        given: scheme.time,
        allowed: 's/(1 + q) for u⁺ = p·u + q·u⁻ − s·flux',
        hint:
          scheme.length === null
            ? 'Leave time out, and it is derived from the weights.'
            : 'Give the time that a whole cycle covers.',
      },
    )
  }
}

function expectedTimes<Form extends { readonly graph: Graph }>(
  scheme: Scheme,
  analysis: Forms<Form>,
  weight: Weight<Form>,
): [Record<string, number>, number][] {
  if (scheme.length !== null) return [[{ ...defaultsAt(scheme, 0, scheme.length), L: scheme.length }, ofCycle()]]
  const time = timeOfStep(analysis.update.graph)
  return consistencySamples(scheme).map((values) => [values, evaluate(time, values)[0] as number])

  function ofCycle(): number {
    const L = scheme.length as number
    let [before, now] = [0, 0]
    for (let l = 0; l < L; l++) {
      const form = l === 0 ? (analysis.first ?? analysis.update) : analysis.update
      const values = { ...defaultsAt(scheme, l, L), l, L }
      const of = (signal: SchemeSignal): number => weight(form, signal, values)
      const next = of('u') * now + of('previous') * before - of('flux') - of('startFlux')
      ;[before, now] = [now, next]
    }
    return now
  }
}
