import { defineScheme } from './define-scheme.js'

/**
 * Fast semi-iterative scheme: explicit steps extrapolated over a cycle of L steps, which together cover the time
 * τL(L + 1)/3 instead of τL. First order in time.
 * For the linear problem with τ = ½ and h = 1 one cycle is the box filter of width 2L + 1.
 *
 * For a fixed operator every inner step is stable in the Euclidean norm if τ ≤ 2/(g_max‖K‖²); with a flux that changes
 * from step to step only the frozen, spectral statement holds.
 * The step before the first of a cycle is the start itself.
 * Not to be confused with `heavy-ball`, which has one weight and no cycles, nor with `fed`,
 * whose inner steps are unstable.
 *
 * Source: C21 eq. 21; Hafner, Ochs, Weickert, Reißel, Grewenig 2016.
 */
export const fsi = defineScheme({
  name: 'fsi',
  parameters: {
    tau: { default: 0.25, domain: 'positive' },
    alpha: { default: '(4*l + 2)/(2*l + 3)', domain: [0, 2], per: 'step' },
  },
  length: 5,
  update: 'alpha*(u - tau*flux) + (1 - alpha)*previous',
  first: 'alpha*(u - tau*flux) + (1 - alpha)*u',
  time: 'tau*L*(L + 1)/3',
  order: 1,
  source: 'C21 eq. 21; Hafner et al. 2016',
})
