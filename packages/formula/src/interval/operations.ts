import type { Op } from '../graph.js'
import * as arithmetic from './arithmetic.js'
import * as functions from './functions.js'
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

/** Every operation on enclosures: `+ - * / sqrt` and integer powers rounded outwards sharply, functions widened by 4 ulp. */
export const intervalOperations: Readonly<Record<PlainOp, (a: Enclosure, b: Enclosure) => Enclosure>> = {
  add: arithmetic.add,
  subtract: arithmetic.subtract,
  multiply: arithmetic.multiply,
  divide: arithmetic.divide,
  negate: arithmetic.negate,
  abs: arithmetic.abs,
  sign: arithmetic.sign,
  min: arithmetic.min,
  max: arithmetic.max,
  sqrt: arithmetic.sqrt,
  exp: functions.exp,
  expm1: functions.expm1,
  log: functions.log,
  log1p: functions.log1p,
  sin: functions.sin,
  cos: functions.cos,
  tan: functions.tan,
  atan: functions.atan,
  sinh: functions.sinh,
  cosh: functions.cosh,
  tanh: functions.tanh,
}
