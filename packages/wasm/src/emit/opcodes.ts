/** Value types of the WebAssembly binary format. */
export const types = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const
export type WasmType = keyof typeof types

/** The value type with this code. */
export function wasmType(code: number): WasmType {
  const found = Object.entries(types).find(([, value]) => value === code)
  if (found === undefined) throw new Error(`unknown value type ${code}`)
  return found[0] as WasmType
}

/** Instructions of one byte. */
export const plain = {
  nop: 0x01,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Load: 0x28,
  f64Load: 0x2b,
  f64Store: 0x39,
  i32Const: 0x41,
  i32EqualZero: 0x45,
  i32LessUnsigned: 0x49,
  i32GreaterUnsigned: 0x4b,
  i32Add: 0x6a,
  i32Subtract: 0x6b,
  i32Multiply: 0x6c,
  i32DivideUnsigned: 0x6e,
  i32RemainderUnsigned: 0x70,
  i32And: 0x71,
  f64Add: 0xa0,
  f32DemoteF64: 0xb6,
  drop: 0x1a,
  select: 0x1b,
  i32ShiftRightUnsigned: 0x76,
  emptyBlock: 0x40,
  simdPrefix: 0xfd,
} as const

/** SIMD instructions, behind the prefix 0xfd. */
export const simd = {
  load: 0,
  store: 11,
  constant: 12,
  shuffle: 13,
  i8x16ExtractLane: 21,
  f64x2ExtractLane: 33,
  f64x2ReplaceLane: 34,
  not: 77,
  and: 78,
  andNot: 79,
  or: 80,
  bitselect: 82,
  load8Lane: 84,
  load64Zero: 93,
  f64x2PromoteLow: 95,
  f64x2Add: 240,
} as const

/** SIMD instructions that exist for both number types. */
export interface LaneOpcodes {
  readonly splat: number
  readonly equal: number
  readonly notEqual: number
  readonly less: number
  readonly greater: number
  readonly lessOrEqual: number
  readonly greaterOrEqual: number
  readonly abs: number
  readonly negate: number
  readonly sqrt: number
  readonly add: number
  readonly subtract: number
  readonly multiply: number
  readonly divide: number
  readonly min: number
  readonly max: number
  /** `b < a ? b : a`, one instruction where `min` takes several. */
  readonly pseudoMin: number
  /** `a < b ? b : a`. */
  readonly pseudoMax: number
}

export const f32x4: LaneOpcodes = {
  splat: 19,
  equal: 65,
  notEqual: 66,
  less: 67,
  greater: 68,
  lessOrEqual: 69,
  greaterOrEqual: 70,
  abs: 224,
  negate: 225,
  sqrt: 227,
  add: 228,
  subtract: 229,
  multiply: 230,
  divide: 231,
  min: 232,
  max: 233,
  pseudoMin: 234,
  pseudoMax: 235,
}

export const f64x2: LaneOpcodes = {
  splat: 20,
  equal: 71,
  notEqual: 72,
  less: 73,
  greater: 74,
  lessOrEqual: 75,
  greaterOrEqual: 76,
  abs: 236,
  negate: 237,
  sqrt: 239,
  add: 240,
  subtract: 241,
  multiply: 242,
  divide: 243,
  min: 244,
  max: 245,
  pseudoMin: 246,
  pseudoMax: 247,
}
