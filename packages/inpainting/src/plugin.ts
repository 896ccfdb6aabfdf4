import { defineKind, definePlugin, type Maker } from '@numeural/core'
import { requireKind } from '@numeural/errors'
import { standardOperators } from './operators/standard.js'
import type { InpaintOperator } from './problem/operator.js'
import type { InpaintSolver } from './solvers/solver.js'
import { standardSolvers } from './solvers/standard.js'

/** Inpainting operators as a kind: a name, and a function that makes the operator from its options. */
const operatorKind = defineKind({
  name: 'inpaintingOperators',
  one: 'inpaintingOperator',
  check({ name, make }: Maker<string, InpaintOperator>) {
    requireKind({ owner: `Inpainting operator '${name}'`, option: 'make', code: 'PLUGIN_ENTRY' }, make, 'function')
  },
})

/** Inpainting solvers as a kind: a name, and a function that makes the solver from its options. */
const solverKind = defineKind({
  name: 'inpaintingSolvers',
  one: 'inpaintingSolver',
  check({ name, make }: Maker<string, InpaintSolver>) {
    requireKind({ owner: `Inpainting solver '${name}'`, option: 'make', code: 'PLUGIN_ENTRY' }, make, 'function')
  },
})

/** The plugin of the inpainting operators and solvers, whose kinds it declares. */
export const inpaintingPlugin = definePlugin({
  name: 'inpainting',
  kinds: [operatorKind, solverKind],
  inpaintingOperators: standardOperators,
  inpaintingSolvers: standardSolvers,
})
