import type { Operation } from '../plan/operation.js'
import type { Adjoints } from './adjoints.js'

/** Adds what an operation contributes to the adjoints of the values that it reads, given the adjoint of its result. */
export type AdjointRule<Op extends Operation> = (operation: Op, adjoints: Adjoints) => void
