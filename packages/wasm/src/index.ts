export { createWasmBackend, type WasmOptions } from './create-wasm-backend.js'
