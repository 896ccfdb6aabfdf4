import { definePlugin } from '@numeural/core'
import { filteredLeapfrog } from './filtered-leapfrog.js'
import { weickert } from './weickert.js'

export { filteredLeapfrog, weickert }
export default definePlugin({
  name: 'numeural-plugin-leapfrog',
  nonlinearities: [weickert],
  schemes: [filteredLeapfrog],
})
