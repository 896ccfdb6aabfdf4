import { boundsOf, evaluationOf, type Nonlinearity } from '@numeural/activations'
import { ParameterError } from '@numeural/errors'

const excesses = new WeakMap<Nonlinearity, number>()

/**
 * By how much the computed g may exceed that of the formula: 1 where errors are mere rounding, as of all built-in
 * nonlinearities. Found at the first values that are asked for, since training asks in every step;
 * a certificate proves it for those that a network ends with.
 */
function excess(nonlinearity: Nonlinearity, values: Readonly<Record<string, number>>): number {
  const known = excesses.get(nonlinearity)
  if (known !== undefined) return known
  const { gMax } = boundsOf(nonlinearity, values)
  const computed = evaluationOf(nonlinearity, values)
  const found = computed.certified && gMax.value > 0 ? computed.gMax / gMax.value : 1
  excesses.set(nonlinearity, found)
  return found
}

/**
 * g_max of a nonlinearity as networks compute it, as a function of its parameters, remembered for the last ones:
 * training asks in every step, and most nonlinearities have one value for all parameters.
 *
 * @throws ParameterError `DIFFUSIVITY_UNBOUNDED` where g_max is infinite: no step size is stable then
 */
export function gMaxOf(nonlinearity: Nonlinearity): (values: Readonly<Record<string, number>>) => number {
  const names = Object.keys(nonlinearity.parameters)
  let last: { key: readonly number[]; gMax: number } | undefined
  return (values) => {
    if (last !== undefined && names.every((name, index) => values[name] === last?.key[index])) return last.gMax
    const gMax = boundsOf(nonlinearity, values).gMax.value * excess(nonlinearity, values)
    if (!(gMax > 0 && Number.isFinite(gMax))) {
      throw new ParameterError(`The diffusivity of '${nonlinearity.name}' has the supremum ${gMax}.`, {
        code: 'DIFFUSIVITY_UNBOUNDED',
        given: gMax,
        allowed: 'a nonlinearity whose diffusivity is bounded and not 0',
        hint: 'Use a nonlinearity with a bounded diffusivity, or a residual network, which needs no bound.',
      })
    }
    last = { key: names.map((name) => values[name]!), gMax }
    return gMax
  }
}
