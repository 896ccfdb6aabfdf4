import { formulaLanguage } from '@numeural/formula'
import * as v from 'valibot'
import { weightsName } from './weights-files.js'

/** Numbers that JSON lacks are spelt out. */
const figure = v.pipe(
  v.union([v.number(), v.picklist(['Infinity', '-Infinity', 'NaN'])]),
  v.transform((value) => Number(value)),
)
const plain = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))

/** `model.json`, version 1; the architecture is checked by `networkFrom`. */
export const modelSchema = v.object({
  format: v.literal('numeural-model'),
  version: v.literal(1),
  formulaLanguage: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(formulaLanguage)),
  packages: v.record(v.string(), v.string()),
  architecture: v.looseObject({ kind: v.string() }),
  dtype: v.literal('float32'),
  /** Of the signals; null for networks that are for no certain scale. */
  dataScale: v.nullable(v.tuple([v.literal(0), v.literal(255)])),
  record: v.object({
    data: plain,
    training: v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))),
    figures: v.record(v.string(), figure),
  }),
  weights: v.object({
    file: v.pipe(v.string(), v.regex(weightsName)),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
})

/** Content of a `model.json`. */
export type ModelFile = v.InferOutput<typeof modelSchema>
