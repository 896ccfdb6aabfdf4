import { ParameterError } from '@numeural/errors'

/**
 * Refuses options that JavaScript lets through without the ones that are needed.
 *
 * @throws ParameterError `TRAINING_OPTION`, naming the first option that is missing
 */
export function requireOptions(caller: string, options: object, needed: readonly string[]): void {
  const given = typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {}
  for (const name of needed) {
    if (typeof given[name] === 'object' && given[name] !== null) continue
    const what = given[name] === undefined ? 'is missing' : `is ${String(given[name])}, not an object`
    throw new ParameterError(`${caller}: the option '${name}' ${what}`, {
      code: 'TRAINING_OPTION',
      given: Object.keys(given),
      allowed: needed,
      hint: `${caller}() needs ${needed.join(', ')}.`,
    })
  }
}
