/** The verb `import`: a file of any known format, with a progress bar on a terminal and a report at the end. */
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { SingleBar } from 'cli-progress'
import type { DiscussionCtx } from '../discussion/index.js'
import {
  findSource,
  folderOf,
  ImportRefused,
  type ImportReport,
  runImport,
} from '../importing/index.js'

/** What a source sees to recognise its format. */
const HEAD_BYTES = 64 * 1024

/** @returns the exit code */
export async function importFile(
  ctx: DiscussionCtx,
  file: string,
  options: { dryRun: boolean; trust: boolean },
): Promise<number> {
  const size = await sizeOf(file)
  const source = findSource(await headOf(file))
  console.log(`${file}: ${source.title}`)
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {percentage}% | {eta} s left', hideCursor: true })
    : null
  bar?.start(size, 0)
  let report: ImportReport
  try {
    report = await runImport(ctx, source.read(createReadStream(file)), {
      source: source.name,
      folder: folderOf(file),
      onProgress: (bytes) => bar?.update(Math.min(bytes, size)),
      ...options,
    })
  } finally {
    bar?.stop()
  }
  for (const line of linesOf(report, options)) console.log(line)
  return 0
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new ImportRefused(`There is no file ${file}.`)
  return found.size
}

async function headOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead).toString('utf8')
  } finally {
    await handle.close()
  }
}

function linesOf(report: ImportReport, options: { dryRun: boolean }): string[] {
  const { articles, comments, campaigns } = report
  const known = articles.known + comments.known + campaigns.known
  return [
    options.dryRun ? 'Dry run: nothing was kept. It would bring in:' : 'Brought in:',
    `  ${articles.added} articles, ${campaigns.added} campaigns, ${report.gifts} gifts`,
    `  ${comments.published + comments.held + comments.deleted} comments: ${comments.published} published, ${comments.held} held for review, ${comments.deleted} deleted at the source`,
    ...(known > 0 ? [`  ${known} were here already and are unchanged`] : []),
    ...(report.slugs.length > 0
      ? [`  look at ${report.slugs.map((slug) => `/articles/${slug}`).join(', ')}`]
      : []),
    ...(report.problemCount > 0 ? [`Not brought in, or changed (${report.problemCount}):`] : []),
    ...report.problems.map((one) => `  line ${one.line}: ${one.reason}`),
    ...(report.problemCount > report.problems.length ? ['  ...'] : []),
  ]
}
