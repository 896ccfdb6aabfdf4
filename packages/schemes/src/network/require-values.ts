import { type Option, refused } from '@numeural/errors'
import type { Scheme } from '../scheme/scheme.js'
import type { Model } from './model.js'

/**
 * Refuses what is no scheme, a name in place of one for instance.
 *
 * @throws ParameterError under the option's code
 */
export function requireScheme(option: Option, value: unknown): asserts value is Scheme {
  if (isObject(value) && typeof value.update === 'string' && isObject(value.parameters)) return
  throw refused(
    option,
    value,
    'a scheme',
    `Import one such as fsi from @numeural/schemes, make one by defineScheme(), or look a name up: createRegistry(standardPlugin).scheme('fsi').`,
  )
}

/**
 * Refuses what is no model, a network or its parameters alone for instance.
 *
 * @throws ParameterError under the option's code
 */
export function requireModel(option: Option, value: unknown): asserts value is Model {
  if (isObject(value) && isObject(value.network) && ArrayBuffer.isView(value.effective)) return
  throw refused(option, value, 'a model', 'Give what train() or loadModel() returned, or modelOf(network, raw).')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
