/**
 * Makes pictures of foreign bytes, in processes apart: one that takes too long is killed, one that breaks takes
 * nothing with it. A thread would not do: it cannot be ended while a decoder works in it.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { kindOf } from './kind.js'
import { lookOf } from './look.js'

/** Processes at once, some 60 MB each and what a picture needs decoded. */
const PROCESSES_MAX = 2
/** Pictures that wait for one of them: about half a minute of work. More are refused. */
export const PICTURES_WAITING_MAX = 32
/** For one picture in all its widths: a photograph of 48 megapixels takes two to three seconds on an old machine. */
export const PICTURE_MAKING_MS = 15_000
/** Decoded pixels of an AVIF, whose decoder takes 20 bytes for each: a kilobyte can hold a picture of any size. */
export const AVIF_PIXELS_MAX = 16_000_000
/** A process without work is kept this long: pictures come in bunches. */
const IDLE_MS = 30_000

/** What is asked for. */
export type WantedPicture = {
  /** In pixels; none is made wider than the picture is. */
  widths: readonly number[]
  /** In pixels, of the widest one; null: as high as it comes. */
  heightMax: number | null
  /** Decoded pixels; of an AVIF at most AVIF_PIXELS_MAX. */
  pixelsMax: number
  /** 'photos': JPEG, PNG, GIF, WebP and AVIF. 'anything': whatever the decoder reads, such as SVG; for files of the operator. */
  takes: 'photos' | 'anything'
}

export type MadePicture = {
  /** WebP, upright, sRGB, of the first frame, without anything that a camera wrote into it; the widest last. */
  files: { width: number; height: number; bytes: Uint8Array }[]
  /** See look.ts; null for a plain picture. */
  look: bigint | null
}

/** Why there is no picture: too many decoded pixels, too long, too many others that wait, or no picture at all. */
export type PictureProblem = 'pixels' | 'unreadable' | 'too-slow' | 'too-busy'

export class PictureRefused extends Error {
  override name = 'PictureRefused'
  constructor(readonly problem: PictureProblem) {
    super(`no picture: ${problem}`)
  }
}

export type PictureWorkshop = {
  /** @throws PictureRefused */
  make(bytes: Uint8Array, wanted: WantedPicture): Promise<MadePicture>
  /** Ends what is under way. */
  close(): void
}

const PHOTO_LOADERS = ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Heif'].map(
  (format) => `VipsForeignLoad${format}Buffer`,
)
const LOADERS = { photos: PHOTO_LOADERS, anything: ['VipsForeignLoad'] }

type Order = WantedPicture & { bytes: Uint8Array }
type Waiting = {
  order: Order
  done(made: MadePicture): void
  failed(error: Error): void
}
type Made = { files: MadePicture['files']; greys: Uint8Array } | { problem: PictureProblem }
type Bench = { process: ChildProcess; work: Waiting | null; timer: NodeJS.Timeout }

/** Opens the workshop; processes are started when there is work. @param options.timeMs for tests */
export function openPictureWorkshop(options: { timeMs?: number } = {}): PictureWorkshop {
  const timeMs = options.timeMs ?? PICTURE_MAKING_MS
  const benches = new Set<Bench>()
  const waiting: Waiting[] = []

  function goOn(): void {
    while (waiting.length > 0) {
      const bench = [...benches].find((one) => one.work === null) ?? another()
      const work = bench && waiting.shift()
      if (!bench || !work) return
      begin(bench, work)
    }
  }

  function another(): Bench | null {
    if (benches.size >= PROCESSES_MAX) return null
    const process = startProcess()
    const bench: Bench = { process, work: null, timer: setTimeout(() => undefined, 0) }
    benches.add(bench)
    process.on('message', (made: Made) => finish(bench, made))
    process.on('error', (error) => leave(bench, error))
    // Ended by a signal: by what it was sent. By itself: it could not even begin, and that is our fault.
    process.on('exit', (code) =>
      leave(bench, code === null ? new PictureRefused('unreadable') : brokenWith(code)),
    )
    return bench
  }

  function begin(bench: Bench, work: Waiting): void {
    clearTimeout(bench.timer)
    bench.work = work
    bench.timer = setTimeout(() => leave(bench, new PictureRefused('too-slow')), timeMs)
    const { takes, ...order } = work.order
    bench.process.send({ ...order, loaders: LOADERS[takes] })
  }

  function finish(bench: Bench, made: Made): void {
    clearTimeout(bench.timer)
    const { work } = bench
    bench.work = null
    bench.timer = setTimeout(() => leave(bench, new PictureRefused('too-slow')), IDLE_MS).unref()
    if ('problem' in made) work?.failed(new PictureRefused(made.problem))
    else work?.done({ files: made.files, look: lookOf(made.greys) })
    goOn()
  }

  /** Ends a process; what it worked at has failed. */
  function leave(bench: Bench, why: Error): void {
    if (!benches.delete(bench)) return
    clearTimeout(bench.timer)
    bench.process.kill('SIGKILL')
    bench.work?.failed(why)
    goOn()
  }

  return {
    make(bytes, wanted) {
      if (waiting.length >= PICTURES_WAITING_MAX)
        return Promise.reject(new PictureRefused('too-busy'))
      return new Promise<MadePicture>((done, failed) => {
        const pixelsMax = pixelsFor(bytes, wanted.pixelsMax)
        waiting.push({ order: { ...wanted, pixelsMax, bytes }, done, failed })
        goOn()
      })
    },
    close() {
      for (const one of waiting.splice(0)) one.failed(new PictureRefused('too-busy'))
      for (const bench of benches) leave(bench, new PictureRefused('too-busy'))
    },
  }
}

/** The pixels that a picture may have. */
export const pixelsFor = (bytes: Uint8Array, pixelsMax: number): number =>
  kindOf(bytes) === 'avif' ? Math.min(pixelsMax, AVIF_PIXELS_MAX) : pixelsMax

const brokenWith = (code: number) => new Error(`the process of pictures ended with ${code}`)

function startProcess(): ChildProcess {
  const path = fileURLToPath(new URL('picture-process.mjs', import.meta.url))
  // It is told nothing: neither our settings nor how we were started.
  const started = fork(path, [], { env: {}, execArgv: [], serialization: 'advanced' })
  try {
    if (started.pid !== undefined)
      setPriority(started.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Where priorities cannot be set, readers wait a little longer.
  }
  started.unref()
  started.channel?.unref()
  return started
}
