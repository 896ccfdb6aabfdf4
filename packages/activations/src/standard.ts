import { charbonnier } from './nonlinearities/charbonnier.js'
import { constant } from './nonlinearities/constant.js'
import { peronaMalik } from './nonlinearities/perona-malik.js'
import { peronaMalikExponential } from './nonlinearities/perona-malik-exponential.js'
import { relu } from './nonlinearities/relu.js'
import { truncatedBfb } from './nonlinearities/truncated-bfb.js'
import { truncatedQuadratic } from './nonlinearities/truncated-quadratic.js'
import { truncatedTv } from './nonlinearities/truncated-tv.js'
import type { Nonlinearity } from './nonlinearity.js'

/** The nonlinearities that come with the package: the rows of T20, Table 3, and those that C21 adds. */
export const standardNonlinearities = [
  constant,
  charbonnier,
  truncatedTv,
  peronaMalikExponential,
  truncatedBfb,
  truncatedQuadratic,
  peronaMalik,
  relu,
] as const satisfies readonly Nonlinearity[]
