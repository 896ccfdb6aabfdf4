import { defineScheme } from './define-scheme.js'

/**
 * Nesterov's accelerated gradient descent with a fixed β: like `heavy-ball`, but the flux is taken where the momentum
 * leads, at u + β(u − u⁻). It claims no order: made to reach the minimum of the energy ½ΣΨ(Ku) fast, not to follow the
 * diffusion on its way; `time` is that of its limit for small τ.
 *
 * For a convex energy (Φ monotone) and τ ≤ 1/(Lip(Φ)‖K‖²), ½ΣΨ(Ku) + ‖u − u⁻‖²/(2τ) never grows.
 *
 * With the flux frozen it is stable for τρ ≤ (2 + 2β)/(1 + 2β), which is 4/3 at least:
 * less than the explicit scheme has.
 *
 * Source: Nesterov 1983; the estimate: Beck, Teboulle 2009, Lemma 2.3.
 */
export const nesterov = defineScheme({
  name: 'nesterov',
  parameters: {
    tau: { default: 0.25, domain: 'positive', maximum: '4/(3*rho)', startsAt: 'bound' },
    beta: { default: 0.3, domain: 'unit' },
  },
  at: 'u + beta*(u - previous)',
  update: 'u + beta*(u - previous) - tau*flux',
  time: 'tau/(1 - beta)',
  source: 'Nesterov 1983',
})
