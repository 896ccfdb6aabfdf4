import { definePlugin } from '@numeural/core'
import { defineScheme } from '@numeural/schemes'

const mine = defineScheme({
  name: 'explicit',
  parameters: { tau: { default: 0.25, domain: 'positive' } },
  update: 'u - tau*flux',
  time: 'tau',
})
export default definePlugin({ name: 'my-plugin', schemes: [mine] })
