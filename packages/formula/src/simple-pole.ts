import { isFlatAtZero, type RuleContext } from './chain-rule.js'

/**
 * Whether a node may become infinite like 1/x, or slower: then 1/node has a slope there, as 1/(1 + 1/x) = x/(x + 1) at
 * 0, while 1/(1 + 1/x²) is flat.
 */
export function hasSimplePole(context: Pick<RuleContext, 'builder' | 'ranges'>, id: number): boolean {
  const { builder, ranges } = context
  if (ranges.isFinite(id)) return false
  const { op, args } = builder.node(id)
  const [a = -1, b = -1] = args
  const of = (arg: number): boolean => hasSimplePole(context, arg)
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
