import type { Rule } from './chain-rule.js'
import type { Expansion, Exponential } from './expansion/expansion.js'
import type { Tail } from './expansion/tail.js'
import type { FunctionRounding } from './function-rounding.js'
import type { Enclosure } from './interval/interval.js'
import type { MathjsMarks } from './mathjs-marks.js'

/** All that the package knows of one function of the language. */
export interface FunctionDefinition {
  /** The version of the language that brought it. Default 1. */
  readonly since?: number
  /** Its arguments; 2 stands for two or more, which are taken two at a time. */
  readonly arity: 1 | 2
  /** Its value in float64. */
  evaluate(a: number, b: number): number
  /** Its derivative as a graph that is safe to evaluate, by the chain rule. */
  readonly derivative: Rule
  /** An interval that holds its values, those that `evaluate` computes included. */
  enclose(a: Enclosure, b: Enclosure): Enclosure
  /**
   * Its Taylor coefficients f⁽ᵏ⁾(a)/k! for k = 0 … order, for all a in an interval;
   * not `defined` where it is not smooth. A function of two arguments has none.
   */
  taylor?(a: Enclosure, order: number): readonly Enclosure[]
  /**
   * Its values on a tail s ≥ start; undefined where Taylor's theorem says them, which holds for a bounded argument.
   *
   * @param source the argument as an exact multiple of a node, if it is one
   */
  expand?(tail: Tail, a: Expansion, b: Expansion, source: Exponential | undefined): Expansion | undefined
  /** f(0) = 0 and f'(0) = 1: an enclosure of f', by which f(x) = x·f'(ξ). */
  slopeFromZero?(a: Enclosure): Enclosure
  /** Where its argument is this, it is infinite. */
  readonly pole?: number
  /** It overflows at ordinary arguments, in float32 at 90. */
  readonly overflows?: true
  /** What its computed values may be off by; absent for what no backend rounds, and for the square root. */
  readonly rounding?: FunctionRounding
  /** f(s·a) = s^degree·f(a) for s > 0. */
  readonly degree?: number
  /** Where its argument is 0, or its two arguments are equal, it has a kink, or it jumps. */
  readonly kink?: 'bend' | 'jump'
  /**
   * What mathjs differentiates in its place, for functions that it does not know or writes badly.
   *
   * @param a the argument as mathjs sees it
   * @param argument the argument in the graph that is differentiated
   */
  forMathjs?(marks: MathjsMarks, a: number, argument: number): number
}
