import type { Model } from '@numeural/schemes'

/** More numbers than this are left to the model's files. */
const most = 256

/** The effective parameters of a model by name; undefined if there are too many to look at. */
export function parameterValues({ network, effective }: Model): Record<string, number[]> | undefined {
  const { effectiveLength, layout } = network.parametrisation
  if (effectiveLength > most) return undefined
  return Object.fromEntries(
    layout.map(({ label, offset, length }) => [label, Array.from(effective.subarray(offset, offset + length))]),
  )
}
