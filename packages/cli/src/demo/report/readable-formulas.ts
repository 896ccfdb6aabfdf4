import type { FaceName } from '@numeural/activations'

/**
 * The faces of `peronaMalik` that are shown in another form than they are computed in:
 * the shrinkage function is written such that nothing cancels, the derivative as the rules of differentiation give it.
 */
export const readableFormulas: Partial<Readonly<Record<FaceName | 'derivative', string>>> = {
  shrinkage: 'r*(1 - 4*tau/(1 + 2*(r/lambda)^2))',
  derivative: '(1 - (r/lambda)^2)/(1 + (r/lambda)^2)^2',
}
