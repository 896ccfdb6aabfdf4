export { type OperationName, tolerances } from './cases/cases.js'
export type { OperationTolerances, Tolerance } from './comparison/tolerances.js'
export { type CaseErrors, type OperationCase, operationCases } from './operation-cases.js'
