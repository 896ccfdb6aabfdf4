import type { FunctionDefinition } from './function-definition.js'
import { abs } from './functions/abs.js'
import { atan } from './functions/atan.js'
import { cos } from './functions/cos.js'
import { cosh } from './functions/cosh.js'
import { exp } from './functions/exp.js'
import { expm1 } from './functions/expm1.js'
import { log } from './functions/log.js'
import { log1p } from './functions/log1p.js'
import { max } from './functions/max.js'
import { min } from './functions/min.js'
import { sign } from './functions/sign.js'
import { sin } from './functions/sin.js'
import { sinh } from './functions/sinh.js'
import { sqrt } from './functions/sqrt.js'
import { tan } from './functions/tan.js'
import { tanh } from './functions/tanh.js'

/** The functions of the language; all lists of them, here and in other packages, are read from this table. */
export const functions = {
  abs,
  sign,
  sqrt,
  exp,
  expm1,
  log,
  log1p,
  sin,
  cos,
  tan,
  atan,
  sinh,
  cosh,
  tanh,
  min,
  max,
}

/** The name of a function of the language. */
export type FunctionName = keyof typeof functions

/** Their names, those with one argument first. */
export const functionNames = Object.keys(functions) as readonly FunctionName[]

/** The function that an operation is; undefined for operators, constants and inputs. */
export function functionOf(op: string): FunctionDefinition | undefined {
  return Object.hasOwn(functions, op) ? functions[op as FunctionName] : undefined
}

/** Something of every function, by name. */
export function mapFunctions<T>(of: (definition: FunctionDefinition) => T): Readonly<Record<FunctionName, T>> {
  return Object.fromEntries(functionNames.map((name) => [name, of(functions[name])])) as Record<FunctionName, T>
}
