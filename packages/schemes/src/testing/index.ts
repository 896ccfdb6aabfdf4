export { createLoss, runNetwork } from './run-network.js'
export { differenceFlux, distance, runScheme, type SchemeRun } from './run-scheme.js'
