import { ModuleBuilder } from '../emit/module-builder.js'
import { bandParameters, emitBandLoops } from './band-loops.js'
import { MapBody } from './map-body.js'
import type { MapSpec } from './map-spec.js'
import { emitSampleLoops } from './sample-loops.js'

/** Emits the module of a map kernel, one function `run`. */
export function emitMapKernel(spec: MapSpec): ModuleBuilder {
  const module = new ModuleBuilder()
  const body = new MapBody(spec, module, spec.isBanded ? bandParameters : 1)
  if (spec.isBanded) emitBandLoops(body)
  else emitSampleLoops(body)
  module.addFunction('run', body.code)
  return module
}
