import { definePlugin } from '@numeural/core'
import { implicit } from './implicit.js'

/** The plugin with the scheme `implicit`, solved by multigrid. */
export const multigrid = definePlugin({ name: 'multigrid', schemes: [implicit] })
