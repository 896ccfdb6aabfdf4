import { definePlugin } from '@numeural/core'
import { defineScheme } from '@numeural/schemes'

const mine = defineScheme({ name: 'My Scheme', update: 'u', time: '1' })
export default definePlugin({ name: 'my-plugin', schemes: [mine] })
