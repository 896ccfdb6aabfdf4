import type { Operand, Plan } from '@numeural/plan'
import { shapeOf } from '@numeural/plan/contract'
import type { Arguments } from './arguments.js'
import type { Place } from './trace.js'

/** The expression that reads an operand at the thread's place, by the broadcast rule of its kind. */
export function reading(plan: Plan, operand: Operand, { handle, offset }: Place, arguments_: Arguments): string {
  const array = arguments_.array(handle)
  const shift = (first: number): string => (first === 0 ? '' : `${arguments_.number(first)} + `)
  switch (operand.kind) {
    case 'signal':
      return `${array}[${shift(offset)}row][x]`
    case 'channel': {
      const { channels, height } = shapeOf(plan, operand.id)
      return `${array}[${shift(offset)}(n * ${channels} + ${operand.channel}) * ${height} + y][x]`
    }
    case 'vector':
      return `${array}[${arguments_.number(offset)} + c]`
    case 'element':
      return `${array}[${arguments_.number(offset + operand.index)}]`
    case 'sample':
      return `${array}[${shift(offset)}n]`
  }
}
