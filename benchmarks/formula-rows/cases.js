import { fluxDerivativeGraph, fluxGraph, standardNonlinearities } from '@numeural/activations'
import { withDerivatives } from '@numeural/formula'
import { asInReverseMode } from './generated.js'

/**
 * @typedef {object} RowCase
 * @property {string} title
 * @property {string} byHand name of the hand-written kernel
 * @property {import('@numeural/formula').Graph} graph in `r` and the parameter
 * @property {string | undefined} parameter
 */

/**
 * Every nonlinearity that comes with the package, but the constant one, whose flux is r:
 * its value, its slope, and both with the derivative by its parameter.
 */
export function rowCases() {
  return standardNonlinearities
    .filter(({ name }) => name !== 'constant')
    .flatMap((nonlinearity) => {
      const [parameter] = Object.keys(nonlinearity.parameters)
      const flux = fluxGraph(nonlinearity)
      const all = withDerivatives(flux, parameter === undefined ? ['r'] : ['r', parameter])
      const byName = nonlinearity.name.replace(/-./g, (text) => text.slice(1).toUpperCase())
      /** @type {(face: string, graph: import('@numeural/formula').Graph) => RowCase} */
      const entry = (face, graph) => ({
        title: `${nonlinearity.name}, ${face}`,
        byHand: `${byName}_${face}`,
        graph,
        parameter,
      })
      return [
        entry('value', flux),
        entry('slope', asInReverseMode(fluxDerivativeGraph(nonlinearity))),
        entry('reverse', asInReverseMode({ nodes: all.nodes, outputs: all.outputs.filter((id) => isVaried(all, id)) })),
      ]
    })
}

/**
 * Whether an output is more than a constant: the flux of hard thresholding does not depend on its threshold.
 *
 * @param {import('@numeural/formula').Graph} graph
 * @param {number} id
 */
function isVaried(graph, id) {
  return graph.nodes[id].op !== 'constant'
}
