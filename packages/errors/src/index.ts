export {
  BackendUnavailableError,
  DivergenceError,
  type ErrorDetails,
  FormulaError,
  InputFileError,
  ModelFileError,
  NumeuralError,
  ParameterError,
  RegistryError,
  ShapeError,
} from './errors.js'
export type { Option } from './option.js'
export { refused } from './refused.js'
export { requireKind } from './require-kind.js'
export { requireKnown } from './require-known.js'
export { requireMemory } from './require-memory.js'
export { type NumberRule, requireNumber, requireWhole } from './require-number.js'
export { requireObject } from './require-object.js'
export { requireOneOf } from './require-one-of.js'
export { shown } from './shown.js'
