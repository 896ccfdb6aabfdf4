import { defineScheme } from '../../scheme/define-scheme.js'

const tau = { default: 0.25, domain: 'positive' } as const
const beta = { default: 0.3, domain: 'unit' } as const

export const duFortFrankel = defineScheme({
  name: 'du-fort-frankel',
  parameters: { tau, alpha: { default: 1, domain: 'positive' } },
  update: '4*tau*alpha/(1+2*tau*alpha)*(u - flux/(2*alpha)) + (1-2*tau*alpha)/(1+2*tau*alpha)*previous',
  time: 'tau',
})

export const heavyBall = defineScheme({
  name: 'heavy-ball',
  parameters: { tau, beta },
  update: 'u - tau*flux + beta*(u - previous)',
  time: 'tau/(1 - beta)',
})

export const nesterov = defineScheme({
  name: 'nesterov',
  parameters: { tau, beta },
  at: 'u + beta*(u - previous)',
  update: 'u + beta*(u - previous) - tau*flux',
  time: 'tau/(1 - beta)',
})

export const fsi = (length: number) =>
  defineScheme({
    name: 'fsi',
    parameters: { tau, alpha: { default: '(4*l + 2)/(2*l + 3)', domain: [0, 2], per: 'step' } },
    length,
    update: 'alpha*(u - tau*flux) + (1 - alpha)*previous',
    first: 'alpha*(u - tau*flux) + (1 - alpha)*u',
    time: 'tau*L*(L + 1)/3',
  })

export const fed = (length: number) =>
  defineScheme({
    name: 'fed',
    parameters: { tau },
    length,
    update: 'u - tau/(2*cos(pi*(2*l + 1)/(4*L + 2))^2)*flux',
    time: 'tau*(L^2 + L)/3',
  })

export const rungeKuttaLegendre = (length: number) =>
  defineScheme({
    name: 'rkl1',
    parameters: { tau },
    length,
    update: '(2*l + 1)/(l + 1)*(u - tau*flux) - l/(l + 1)*previous',
    time: 'tau*L*(L + 1)/2',
  })

export const implicitFixedPoint = (length: number) =>
  defineScheme({ name: 'implicit-fixed-point', parameters: { tau }, length, update: 'start - tau*flux', time: 'tau' })
