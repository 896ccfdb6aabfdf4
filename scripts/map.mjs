// `npm run map`: draws the packages and who imports whom into docs/images/architecture.svg.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawMap } from './draw-map.mjs'
import { readHouse } from './house.mjs'
import { root } from './packages.mjs'

writeFileSync(join(root, 'docs/images/architecture.svg'), drawMap(readHouse()))
