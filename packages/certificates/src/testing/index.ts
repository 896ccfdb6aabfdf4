export type { ConformanceCase, ConformanceCount } from './conformance-case.js'
export { type ConformanceOptions, conformanceCases } from './conformance-cases.js'
