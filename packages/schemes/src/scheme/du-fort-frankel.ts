import { defineScheme } from './define-scheme.js'

/**
 * The scheme of Du Fort and Frankel: the explicit scheme leaning on the iterate before. Second order in time on a fixed
 * grid; consistent only if τ/h → 0 as well, since it really solves ∂u/∂t + ατ² ∂²u/∂t² = −KᵀΦ(Ku).
 *
 * Every τ is stable in the frozen sense if α ≥ g_max‖K‖²/4 (so 1 for differences with g_max = 1, ¼ for normalised
 * kernels); 2τα = 1 gives the explicit scheme.
 * The first step, which has no iterate before it, is explicit with a step size of at most 1/(2α):
 * no frozen mode ever exceeds where it started.
 * The bound is about each frozen step, not about products of different ones, and so not about the Euclidean norm.
 *
 * Source: C21 eq. 20; Du Fort, Frankel 1953.
 */
export const duFortFrankel = defineScheme({
  name: 'du-fort-frankel',
  parameters: {
    tau: { default: 0.25, domain: 'positive', maximum: null },
    alpha: { default: 1, domain: 'positive', minimum: 'rho/4' },
  },
  update: '4*tau*alpha/(1 + 2*tau*alpha)*(u - flux/(2*alpha)) + (1 - 2*tau*alpha)/(1 + 2*tau*alpha)*previous',
  first: 'u - min(tau, 1/(2*alpha))*flux',
  time: 'tau',
  order: 2,
  source: 'C21 eq. 20; Du Fort, Frankel 1953',
})
