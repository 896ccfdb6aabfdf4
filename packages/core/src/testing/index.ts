export { type OperationCase, operationCases } from './operation-cases.js'
