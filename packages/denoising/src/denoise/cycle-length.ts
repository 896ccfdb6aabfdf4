import { evaluate } from '@numeural/formula'
import { analyseScheme, type Scheme } from '@numeural/schemes'

/** Within a cycle the diffusivity lags behind; one cycle over the whole time costs more than 1 dB on photographs. */
const fewestCycles = 4
const longest = 50

/**
 * Length L of the cycles in which a cyclic scheme covers a diffusion time:
 * the longest of which at least four fit into it, because long cycles are fast (their time grows with L²) and several
 * cycles keep the diffusivity up to date. A scheme whose cycles cover the same time whatever their
 * length keeps its own.
 *
 * @param values parameters of the scheme, τ among them
 */
export function cycleLengthFor(scheme: Scheme, values: Readonly<Record<string, number>>, time: number): number {
  const { time: graph } = analyseScheme(scheme)
  const timeOf = (length: number): number => evaluate(graph, { ...values, L: length })[0]
  if (!(timeOf(longest) > timeOf(2))) return scheme.length ?? 1
  // A cycle of one step is an explicit step, for times that have no room for four longer ones; some cycles have none.
  let length = timeOf(1) > 0 ? 1 : 2
  while (length < longest && fewestCycles * timeOf(length + 1) <= time) length++
  return length
}

/**
 * Length of the cycles into which a given number of steps is cut:
 * the longest of which there are at least four, else the shortest that is possible.
 */
export function cycleLengthOfSteps(steps: number): number {
  const divisors: number[] = []
  for (let length = 2; length <= Math.min(steps, longest); length++) {
    if (steps % length === 0) divisors.push(length)
  }
  return divisors.findLast((length) => fewestCycles * length <= steps) ?? divisors[0] ?? 1
}
