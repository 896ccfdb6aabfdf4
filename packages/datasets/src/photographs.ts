export { photograph } from './photographs/photograph.js'
export { heldOut, type PhotographName, photographNames, trainingPhotographs } from './photographs/photograph-names.js'
