// Imports run one way through the packages, and in no circle between the files of a package.
import { importOrder, testsMayImport } from './import-order.mjs'
import { findProblems } from './import-rules.mjs'
import { listPackages } from './packages.mjs'
import { readSources } from './source-imports.mjs'

const packages = listPackages()
const problems = findProblems(packages, packages.flatMap(readSources), importOrder, testsMayImport)
for (const problem of problems) console.error(problem)
process.exit(problems.length > 0 ? 1 : 0)
