import { defineNonlinearity } from '@numeural/activations'
import { definePlugin } from '@numeural/core'

const mine = defineNonlinearity({ name: 'mine', diffusivity: '1/(1 + q^2)' })
export default definePlugin({ name: 'my-plugin', nonlinearities: [mine] })
