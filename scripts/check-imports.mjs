// Imports run one way through the packages, and in no circle between the files of a package.
import { importOrder, testsMayImport } from './import-order.mjs'
import { findProblems } from './import-rules.mjs'
import { listPackages } from './packages.mjs'
import { readSources } from './source-imports.mjs'

const packages = listPackages()
/** Packages whose folders still import in circles. */
const ringed = /^imports in a circle: packages\/(multigrid)\/src\/[^.]*$/
const problems = findProblems(packages, packages.flatMap(readSources), importOrder, testsMayImport).filter(
  (problem) => !ringed.test(problem),
)
for (const problem of problems) console.error(problem)
process.exit(problems.length > 0 ? 1 : 0)
