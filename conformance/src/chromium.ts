import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where systems put Chromium; `CHROMIUM` names another place. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The system's Chromium, or undefined. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM, ...places].find((place) => place !== undefined && existsSync(place))
}

/** WebGL 2 and WebGPU in software, as on a machine without a graphics processor. */
const software = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--use-webgpu-adapter=swiftshader',
]
/** What headless Chromium needs for WebGPU at all. */
const webgpu = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist', '--no-sandbox']

/** Starts Chromium with WebGL 2 and WebGPU: in software, or on the machine's graphics processor. */
export function launchChromium(executablePath: string, on: 'software' | 'hardware' = 'software'): Promise<Browser> {
  const args = on === 'software' ? [...webgpu, ...software] : [...webgpu, '--use-angle=vulkan']
  return chromium.launch({ executablePath, args })
}
