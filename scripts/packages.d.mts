/** A published package. */
export interface WorkspacePackage {
  readonly folder: string
  readonly manifest: {
    readonly name: string
    readonly version: string
    readonly exports: Record<string, string | Record<string, string>>
    readonly dependencies?: Record<string, string>
    readonly devDependencies?: Record<string, string>
    readonly peerDependencies?: Record<string, string>
  }
}
export const root: string
export function listPackages(): WorkspacePackage[]
export function sourceEntries(): Record<string, string>
