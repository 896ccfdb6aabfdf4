import type { HelpConfiguration, Option } from 'commander'

/**
 * How options are explained: a default is told where it is a number or a name, not where it is "nothing yet" or "no".
 */
export const helpConfiguration: HelpConfiguration = {
  optionDescription({ description, defaultValue }: Option) {
    const told = typeof defaultValue === 'number' || typeof defaultValue === 'string'
    return told ? `${description} (default: ${defaultValue})` : description
  },
}
