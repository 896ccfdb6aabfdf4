// A plugin as a third party would publish it; the tests of the command load it by its path.
import { defineNonlinearity } from '@numeural/activations'
import { definePlugin } from '@numeural/core'
import { defineScheme } from '@numeural/schemes'

const weickert = defineNonlinearity({
  name: 'weickert',
  parameters: { lambda: { default: 1, domain: 'positive', role: 'contrast' } },
  diffusivity: 'r == 0 ? 1 : 1 - exp(-3.31488 / (r/lambda)^8)',
  source: 'Weickert 1998, eq. (5.4)',
})
const momentum = defineScheme({
  name: 'momentum',
  parameters: { tau: { default: 0.25, domain: 'positive' }, beta: { default: 0.3, domain: 'unit' } },
  update: 'u - tau*flux + beta*(u - previous)',
  time: 'tau/(1-beta)',
})

export default definePlugin({ name: 'plugin-of-the-tests', nonlinearities: [weickert], schemes: [momentum] })
