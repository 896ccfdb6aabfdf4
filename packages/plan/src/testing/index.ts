export { type CaseErrors, type OperationCase, operationCases } from './operation-cases.js'
export { type OperationName, type OperationTolerances, type Tolerance, tolerances } from './tolerances.js'
