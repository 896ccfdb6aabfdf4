import { isFlatAtZero, type RuleContext } from './chain-rule.js'

/**
 * Whether a node may become infinite like 1/x, or slower: then 1/node has a slope there, as 1/(1 + 1/x) = x/(x + 1) at
 * 0, while 1/(1 + 1/x²) is flat.
 */
export function hasSimplePole(context: Pick<RuleContext, 'builder' | 'ranges'>, id: number): boolean {
  return new PoleSearch(context).at(id)
}

/** Looks at every node once: shared ones would be met again and again. */
class PoleSearch {
  readonly #context: Pick<RuleContext, 'builder' | 'ranges'>
  readonly #known = new Map<number, boolean>()

  constructor(context: Pick<RuleContext, 'builder' | 'ranges'>) {
    this.#context = context
  }

  at(id: number): boolean {
    const known = this.#known.get(id) ?? (!this.#context.ranges.isFinite(id) && this.#find(id))
    this.#known.set(id, known)
    return known
  }

  #find(id: number): boolean {
    const { builder, ranges } = this.#context
    const { op, args } = builder.node(id)
    const [a = -1, b = -1] = args
    const of = (arg: number): boolean => this.at(arg)
    const hasSimpleZero = (arg: number): boolean => ranges.mayBeZero(arg) && !isFlatAtZero(builder, arg)
    switch (op) {
      case 'divide':
        return of(a) || hasSimpleZero(b)
      case 'power': {
        const { value: exponent = 0 } = builder.node(b)
        if (exponent <= -2 || exponent >= 2) return false
        return exponent < 0 ? hasSimpleZero(a) : of(a)
      }
      case 'log':
        return hasSimpleZero(a)
      case 'log1p':
        return true
      case 'abs':
      case 'exp':
      case 'expm1':
      case 'sinh':
      case 'cosh':
        return false
      default:
        return args.some(of)
    }
  }
}
