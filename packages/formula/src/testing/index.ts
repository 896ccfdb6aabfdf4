export { type RandomFormulaOptions, randomFormula } from './random-formula.js'
export { seededRandom } from './seeded-random.js'
