import type { Draft } from '../operations/draft.js'
import type { Operation } from '../operations/operations.js'
import { checkShape, checkVectorLength, foreignValue } from '../values/checks.js'
import type { SignalShape } from '../values/shape.js'
import type { SampleScalar, Signal, ValueId, ValueType, Vector } from '../values/value.js'

/** The values and operations of a plan while it is built. */
export class PlanDraft implements Draft<Operation> {
  readonly values: ValueType[]
  readonly operations: Operation[]

  constructor(values: readonly ValueType[] = [], operations: readonly Operation[] = []) {
    this.values = [...values]
    this.operations = [...operations]
  }

  signal(id: ValueId): Signal {
    const type = this.values[id]
    if (type?.kind !== 'signal') throw foreignValue(id, 'signal')
    return { kind: 'signal', id, shape: type.shape }
  }

  vector(id: ValueId): Vector {
    const type = this.values[id]
    if (type?.kind !== 'vector') throw foreignValue(id, 'vector')
    return { kind: 'vector', id, length: type.length }
  }

  newSignal(shape: SignalShape): Signal {
    checkShape(shape)
    const own = { channels: shape.channels, height: shape.height, width: shape.width }
    this.values.push({ kind: 'signal', shape: own })
    return { kind: 'signal', id: this.values.length - 1, shape: own }
  }

  newVector(length: number): Vector {
    checkVectorLength(length)
    this.values.push({ kind: 'vector', length })
    return { kind: 'vector', id: this.values.length - 1, length }
  }

  newSample(): SampleScalar {
    this.values.push({ kind: 'sample' })
    return { kind: 'sample', id: this.values.length - 1 }
  }

  add(operation: Operation): void {
    this.operations.push(operation)
  }
}
