export { createWasmBackend, type WasmOptions } from './wasm-backend.js'
