/** Files beside an imported one: only inside its folder, only up to a size. */
import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

/**
 * Reads a file below a folder.
 * @returns null when there is no such file, it leads outside (also by a link) or is larger than `bytesMax`
 */
export async function readFileWithin(
  folder: string,
  name: string,
  bytesMax: number,
): Promise<Buffer | null> {
  try {
    const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, name))])
    if (!path.startsWith(root + sep)) return null
    const file = await stat(path)
    return file.isFile() && file.size <= bytesMax ? await readFile(path) : null
  } catch {
    return null
  }
}
