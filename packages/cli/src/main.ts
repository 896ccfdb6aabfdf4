import { version } from './version.js'

console.log(version())
