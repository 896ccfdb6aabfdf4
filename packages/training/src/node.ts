export { type FileCheckpoint, fileCheckpoint } from './node/file-checkpoint.js'
export { type LoadModelOptions, loadModel } from './node/load-model.js'
export { decodeSafeTensors, encodeSafeTensors, type SafeTensors } from './node/safetensors.js'
export { saveModel } from './node/save-model.js'
