import type { Signal } from './value.js'

/** The equations of the lines of a signal: signals of its shape. */
export interface TridiagonalOptions {
  /** Along which the lines go: `x`, rows; `y`, columns. */
  readonly axis: 'x' | 'y'
  /** Coefficient of the value before; that of a line's first value is not read. */
  readonly lower: Signal
  /** Coefficient of the value itself. */
  readonly diagonal: Signal
  /** Coefficient of the value behind; that of a line's last value is not read. */
  readonly upper: Signal
}
