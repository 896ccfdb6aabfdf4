import type { CommandLineIo } from '../io.js'
import { choiceFor } from '../options/choice.js'
import { backendChoices, type CommonOptions } from '../options/common-options.js'
import { toJson } from '../output/json.js'
import { printable } from '../output/printable.js'
import type { Outcome } from './outcome.js'
import { Session } from './session.js'

/**
 * Runs one command and prints its outcome: the only place that writes to stdout, so that `--json` gives one document.
 */
export async function runCommand(
  io: CommandLineIo,
  options: CommonOptions,
  work: (session: Session) => Promise<Outcome>,
): Promise<void> {
  // A plugin may bring another; whoever opens the backend knows.
  if (options.plugin.length === 0) choiceFor('--backend', backendChoices)(options.backend)
  const session = new Session(io, options)
  try {
    const { json, text } = await work(session)
    if (options.json) io.stdout.write(toJson(json))
    else if (!options.quiet) io.stdout.write(`${text.map(printable).join('\n')}\n`)
  } finally {
    session.dispose()
  }
}
