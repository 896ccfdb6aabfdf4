/** Something that a plugin adds: known by its name among the entries of its kind. */
export interface Entry {
  readonly name: string
}
