export { type RandomFormulaOptions, randomFormula } from './random-formula.js'
