/** Why a file cannot be read; the system's message names the file, which ours begin with. */
export function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOTFILE') return 'this is a pipe or device'
  if (code === 'EISDIR') return 'this is a folder'
  return message.replace(/, \w+( '.*')?$/, '')
}
