import { createEvaluator } from '@numeural/formula'
import type { MapOperation } from '../plan/operation.js'
import type { Plan } from '../plan/plan.js'
import { sizeOf } from '../plan/shape.js'
import type { Operand } from '../plan/value.js'
import { type StepMaker, shapeOf } from './step.js'

/** Where an operand is read: `values[id][offset + n·sample + c·channel + p·pixel]`. */
interface Reading {
  readonly id: number
  readonly offset: number
  readonly sample: number
  readonly channel: number
  readonly pixel: number
}

/** The broadcast rule of every kind of operand. */
function readingOf(plan: Plan, operand: Operand): Reading {
  const { id } = operand
  switch (operand.kind) {
    case 'signal': {
      const shape = shapeOf(plan, id)
      return { id, offset: 0, sample: sizeOf(shape), channel: shape.height * shape.width, pixel: 1 }
    }
    case 'channel': {
      const shape = shapeOf(plan, id)
      return { id, offset: operand.channel * shape.height * shape.width, sample: sizeOf(shape), channel: 0, pixel: 1 }
    }
    case 'vector':
      return { id, offset: 0, sample: 0, channel: 1, pixel: 0 }
    case 'element':
      return { id, offset: operand.index, sample: 0, channel: 0, pixel: 0 }
    case 'sample':
      return { id, offset: 0, sample: 1, channel: 0, pixel: 0 }
  }
}

/** The formula, evaluated in float64 at every sample, channel and pixel. */
export const map: StepMaker<MapOperation> = ({ graph, shape, operands, results }, plan) => {
  const evaluator = createEvaluator(
    graph,
    operands.map((operand) => operand.name),
  )
  const readings = operands.map((operand) => readingOf(plan, operand.from))
  const arguments_ = new Float64Array(operands.length)
  const outputs = new Float64Array(results.length)
  const pixels = shape.height * shape.width
  return ({ batch, values }) => {
    for (let n = 0; n < batch; n++) {
      for (let c = 0; c < shape.channels; c++) {
        for (let p = 0; p < pixels; p++) {
          for (let k = 0; k < readings.length; k++) {
            const { id, offset, sample, channel, pixel } = readings[k]
            arguments_[k] = values[id][offset + n * sample + c * channel + p * pixel]
          }
          evaluator(arguments_, outputs)
          for (let k = 0; k < results.length; k++)
            values[results[k]][(n * shape.channels + c) * pixels + p] = outputs[k]
        }
      }
    }
  }
}
