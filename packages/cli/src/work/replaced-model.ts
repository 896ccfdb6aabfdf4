import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isBlockNetwork } from '@numeural/schemes'
import { decibels } from '../output/number-text.js'
import { loadSavedModel } from '../session/load-saved-model.js'
import type { Session } from '../session/session.js'

/** What a model that training will replace is, in words; null if there is none. */
export async function replacedModel(session: Session, folder: string): Promise<string | null> {
  if ((await stat(join(folder, 'model.json')).catch(() => null)) === null) return null
  try {
    const { network, record } = await loadSavedModel(session, folder)
    const { test } = record.figures
    return [
      isBlockNetwork(network) ? network.nonlinearity.name : network.kind,
      ...(test === undefined ? [] : [decibels(test)]),
    ].join(', ')
  } catch {
    // Whatever is wrong with it, it is about to be replaced.
    return 'damaged'
  }
}
