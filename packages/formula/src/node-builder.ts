/** What the rules of functions need of a graph builder; they cannot name its operations, which are read from them. */
export interface NodeBuilder {
  node(id: number): { readonly op: string; readonly args: readonly number[]; readonly value?: number }
  constant(value: number): number
  isConstant(id: number, value?: number): boolean
  apply(op: string, ...args: number[]): number
}
