import { definePlugin } from '../plugin/plugin.js'
import { backendKind } from './backend-kind.js'
import { backends } from './backends.js'

/** The plugin of the backends, whose kind it declares; every registry has it. */
export const corePlugin = definePlugin({ name: 'core', kinds: [backendKind], backends })
