/** A worker thread, in Node or in a browser. */
export interface TileWorker {
  post(message: unknown): void
  /** Calls back with every message, and with an error if the worker cannot start or breaks. */
  listen(onMessage: (message: unknown) => void, onError: (error: Error) => void): void
  terminate(): void
}

/** Starts a worker thread; in Node it does not keep the process alive. */
export function spawnTileWorker(): TileWorker {
  const node = globalThis.process?.getBuiltinModule?.('node:worker_threads')
  // Bundlers look for exactly this expression.
  const Worker = (node?.Worker ?? globalThis.Worker) as unknown as typeof globalThis.Worker
  const worker = new Worker(new URL('./tile-worker.js', import.meta.url), { type: 'module' })
  return {
    post: (message) => worker.postMessage(message),
    listen: (onMessage, onError) => {
      if (node === undefined) {
        worker.onmessage = ({ data }) => onMessage(data)
        worker.onerror = ({ message }) => onError(new Error(message))
      } else {
        const thread = worker as unknown as import('node:worker_threads').Worker
        thread.on('message', onMessage)
        thread.on('error', onError)
        thread.on('exit', (code) => onError(new Error(`the worker thread ended with code ${code}`)))
        thread.unref()
      }
    },
    terminate: () => {
      void worker.terminate()
    },
  }
}
