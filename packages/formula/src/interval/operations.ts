import { mapFunctions } from '../functions.js'
import type { Op } from '../graph.js'
import * as arithmetic from './arithmetic.js'
import type { Enclosure } from './interval.js'

/** The operations that give numbers, `power` and `select` aside (they need more than enclosures). */
export type PlainOp = Exclude<
  Op,
  | 'constant'
  | 'input'
  | 'power'
  | 'select'
  | 'less'
  | 'lessOrEqual'
  | 'greater'
  | 'greaterOrEqual'
  | 'equal'
  | 'notEqual'
  | 'and'
  | 'or'
  | 'not'
>

/**
 * Every operation on enclosures: `+ - * / sqrt` and integer powers rounded outwards sharply,
 * functions widened by 4 ulp.
 */
export const intervalOperations: Readonly<Record<PlainOp, (a: Enclosure, b: Enclosure) => Enclosure>> = {
  add: arithmetic.add,
  subtract: arithmetic.subtract,
  multiply: arithmetic.multiply,
  divide: arithmetic.divide,
  negate: arithmetic.negate,
  ...mapFunctions(({ enclose }) => enclose),
}
