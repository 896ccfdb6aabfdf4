import type { Dtype } from '@numeural/core'
import { ParameterError, ShapeError } from '@numeural/errors'
import { analyseScheme, entryOf, type SchemeNetwork, type SignalSize } from '@numeural/schemes'
import { type BlockState, weightsOf } from './block-state.js'
import { computedBounds } from './computed-bounds.js'
import { kernelNormOf } from './kernel-norm.js'
import { isNonnegative } from './nonnegative-diffusivity.js'

/**
 * The blocks of a network of scheme steps, with the numbers they run with. Blocks with shared weights share the work.
 *
 * @param effective rounded to `dtype`, in which the network runs
 */
export function networkBlocks(
  network: SchemeNetwork,
  effective: ArrayLike<number>,
  size: SignalSize,
  dtype: Dtype,
): BlockState[] {
  const { layout, effectiveLength } = network.parametrisation
  requireNumbers(effective, effectiveLength)
  const { nonlinearity, scheme, geometry } = network
  const analysis = analyseScheme(scheme)
  const length = network.length ?? 1
  const sets = network.weights === 'shared' ? 1 : network.blocks
  const entry = (name: string, set: number): Float64Array => {
    const found = entryOf(layout, name, set)
    return Float64Array.from({ length: found.length }, (_, index) => effective[found.offset + index])
  }

  const shared = Array.from({ length: sets }, (_, set) => {
    const names = Object.keys(nonlinearity.parameters)
    const values = Object.fromEntries(names.map((name) => [name, entry(name, set)[0]]))
    const kernel = entry('kernel', set)
    const { squared, ...kernelNorm } = kernelNormOf(kernel, geometry, size)
    const { bounds, evaluation } = computedBounds(nonlinearity, values, dtype)
    const nonnegative = isNonnegative(nonlinearity, values, bounds.gMax.value)
    return { kernel, kernelNorm, normSquared: squared, bounds, evaluation, nonnegative, dtype, values }
  })
  return Array.from({ length: network.blocks }, (_, block) => {
    const set = sets === 1 ? 0 : block
    const l = block % length
    const values: Record<string, number> = { l, L: length }
    for (const name of Object.keys(scheme.parameters)) {
      const numbers = entry(name, set)
      values[name] = numbers[numbers.length === 1 ? 0 : l]
    }
    const isFirst = network.length === null ? block === 0 : l === 0
    const { update } = analysis
    const form = isFirst ? (analysis.first ?? update) : update
    const formulas = { scheme, form, update, at: analysis.at, isFirst, values, cycle: network.length }
    const weights = weightsOf(form, values)
    const at = weightsOf(analysis.at, values)
    return { ...shared[set], block, geometry, size, coupled: network.coupled, nonlinearity, weights, at, formulas }
  })
}

function requireNumbers(effective: ArrayLike<number>, length: number): void {
  if (effective.length !== length) {
    throw new ShapeError(`There are ${effective.length} effective parameters, the network has ${length}.`, {
      code: 'PARAMETER_LENGTH',
      given: effective.length,
      allowed: `${length} numbers`,
      hint: 'Give parametrisation.effective(raw) of this network.',
    })
  }
  const index = Array.from(effective).findIndex((value) => !Number.isFinite(value))
  if (index < 0) return
  throw new ParameterError(`Effective parameter ${index} is ${effective[index]}.`, {
    code: 'PARAMETER_NOT_FINITE',
    given: effective[index],
    allowed: 'finite numbers',
    hint: 'The weights are damaged, or the training diverged.',
  })
}
