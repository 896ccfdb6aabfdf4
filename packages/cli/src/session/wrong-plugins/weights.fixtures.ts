import { definePlugin } from '@numeural/core'
import { defineScheme } from '@numeural/schemes'

const mine = defineScheme({
  name: 'mine',
  parameters: { tau: { default: 0.25, domain: 'positive' } },
  update: '1.3*u - tau*flux',
  time: 'tau',
})
export default definePlugin({ name: 'my-plugin', schemes: [mine] })
