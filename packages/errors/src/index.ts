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
