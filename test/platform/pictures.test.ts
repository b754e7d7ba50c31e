import { execFileSync } from 'node:child_process'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import {
  kindOf,
  LOOK_BITS_MAX,
  lookOf,
  openPictureWorkshop,
  PICTURES_WAITING_MAX,
  type PictureWorkshop,
  type WantedPicture,
} from '../../src/platform/pictures/index.js'
import { bitsBetween, photo, scene } from '../pictures.js'

const closers: (() => void)[] = []
afterEach(() => {
  for (const one of closers.splice(0)) one()
})

function open(options: { timeMs?: number } = {}): PictureWorkshop {
  const workshop = openPictureWorkshop(options)
  closers.push(workshop.close)
  return workshop
}

const WANTED: WantedPicture = {
  widths: [200, 400],
  heightMax: 800,
  pixelsMax: 20_000_000,
  takes: 'photos',
}
/** What became of bytes: the sizes of the files, or the problem. */
const outcome = (bytes: Uint8Array, changes: Partial<WantedPicture> = {}, workshop = open()) =>
  workshop.make(bytes, { ...WANTED, ...changes }).then(
    ({ files }) => files.map((one) => `${one.width}x${one.height}`).join(' '),
    (error: { problem?: string }) => error.problem ?? String(error),
  )

const SVG = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="99" height="99"/></svg>',
)

/** A PNG of these many white pixels in a few kilobytes, as one who wants to fill a memory makes it. */
function pixelFlood(width: number, height: number): Buffer {
  const crcs = new Int32Array(256).map((_, n) => {
    let c = n
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c
  })
  const crcOf = (bytes: Buffer) => {
    let c = -1
    for (const byte of bytes) c = (crcs[(c ^ byte) & 255] ?? 0) ^ (c >>> 8)
    return (c ^ -1) >>> 0
  }
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [size, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    crc.writeUInt32BE(crcOf(body))
    return Buffer.concat([size, body, crc])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(height * (Math.ceil(width / 8) + 1)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('a picture', () => {
  it('is made from JPEG, PNG, WebP, GIF and AVIF, in each width that it has', async () => {
    const workshop = open()
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif'] as const) {
      const bytes = await sharp(await scene(600, 300))
        .toFormat(format)
        .toBuffer()
      expect(kindOf(bytes), format).toBe(format)
      expect(await outcome(bytes, {}, workshop), format).toBe('200x100 400x200')
    }
  })

  it('is never made wider than it is, nor higher than was asked', async () => {
    const workshop = open()
    expect(await outcome(await photo(399, 200), {}, workshop)).toBe('200x100 399x200')
    expect(await outcome(await photo(400, 200), {}, workshop)).toBe('200x100 400x200')
    expect(await outcome(await photo(401, 200), {}, workshop)).toBe('200x100 400x200')
    expect(await outcome(await photo(50, 20), {}, workshop)).toBe('50x20')
    expect(await outcome(await photo(400, 4_000), {}, workshop)).toBe('80x800')
    expect(await outcome(await photo(400, 4_000), { heightMax: null }, workshop)).toBe(
      '200x2000 400x4000',
    )
  })

  it('stands upright, and nothing that a camera wrote is left in it', async () => {
    const bytes = await sharp(await photo(600, 300))
      .withExif({
        IFD0: { Make: 'Camera', Copyright: 'Somebody' },
        IFD3: { GPSLatitude: '52/1 30/1 0/1' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">home</x:xmpmeta>')
      .withMetadata({ orientation: 6 })
      .toBuffer()
    for (const word of ['Camera', 'Somebody', 'home']) expect(bytes.includes(word), word).toBe(true)
    const { files } = await open().make(bytes, WANTED)
    expect(files.map((one) => [one.width, one.height])).toEqual([
      [200, 400],
      [300, 600],
    ])
    for (const file of files) {
      const { format, exif, xmp, iptc, icc, orientation, pages } = await sharp(
        file.bytes,
      ).metadata()
      expect({ format, exif, xmp, iptc, icc, orientation, pages }).toEqual({
        format: 'webp',
        exif: undefined,
        xmp: undefined,
        iptc: undefined,
        icc: undefined,
        orientation: undefined,
        pages: undefined,
      })
      expect(Buffer.from(file.bytes).toString('latin1')).not.toMatch(/Camera|Somebody|home/)
    }
  })

  it('is the first frame of an animation', async () => {
    const frame = (color: string) =>
      sharp({ create: { width: 300, height: 100, channels: 3, background: color } })
        .png()
        .toBuffer()
    const bytes = await sharp([await frame('#ff0000'), await frame('#0000ff')], {
      join: { animated: true },
    })
      .gif()
      .toBuffer()
    expect((await sharp(bytes).metadata()).pages).toBe(2)
    const { files } = await open().make(bytes, WANTED)
    const { dominant } = await sharp(files.at(-1)?.bytes).stats()
    expect(dominant.r).toBeGreaterThan(200)
    expect(dominant.b).toBeLessThan(50)
  })
})

describe('bytes that are no such picture', () => {
  it('are told by themselves, not by a name', () => {
    const box = (...brands: string[]) => {
      const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(`ftyp${brands.join('')}`)])
      bytes.writeUInt32BE(bytes.length)
      return bytes
    }
    expect(kindOf(box('avif', '\0\0\0\0', 'mif1'))).toBe('avif')
    expect(kindOf(box('mif1', '\0\0\0\0', 'avif'))).toBe('avif')
    expect(kindOf(box('heic', '\0\0\0\0', 'mif1'))).toBe('heic')
    expect(kindOf(box('mif1', '\0\0\0\0', 'heic'))).toBe('heic')
    expect(kindOf(box('isom', '\0\0\0\0', 'mp41'))).toBeNull()
    for (const text of [
      '',
      'GIF',
      'RIFF1234WAVE',
      '%PDF-1.7',
      'II*\0',
      '<html>',
      'BM',
      SVG.toString(),
    ])
      expect(kindOf(Buffer.from(text, 'latin1')), text.slice(0, 9)).toBeNull()
  })

  it('are refused, whatever they are: SVG and TIFF too, where photographs are taken', async () => {
    const workshop = open()
    const tiff = await sharp(await photo(300, 200))
      .tiff()
      .toBuffer()
    for (const bytes of [SVG, tiff, Buffer.from('no picture'), Buffer.alloc(0)])
      expect(await outcome(bytes, {}, workshop)).toBe('unreadable')
    expect(await outcome(SVG, { takes: 'anything' }, workshop)).toBe('200x100 400x200')
    expect(await outcome(SVG, {}, workshop)).toBe('unreadable')
  })

  it('are refused when they begin as a picture and go on as none', async () => {
    const whole = await photo(600, 400)
    const torn = whole.subarray(0, whole.length / 2)
    const disguised = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), SVG])
    const workshop = open()
    for (const bytes of [torn, disguised])
      expect(await outcome(bytes, {}, workshop)).toBe('unreadable')
  })

  it('are refused for their pixels, one more than may be', async () => {
    const workshop = open()
    const bytes = await photo(400, 300)
    expect(await outcome(bytes, { pixelsMax: 120_000 }, workshop)).toBe('200x150 400x300')
    expect(await outcome(bytes, { pixelsMax: 119_999 }, workshop)).toBe('pixels')
  })

  it('are refused earlier when they are AVIF, whose decoder takes most for each pixel', async () => {
    const workshop = open()
    const avif = (height: number) =>
      sharp({ create: { width: 4_000, height, channels: 3, background: '#123' } })
        .avif({ effort: 0 })
        .toBuffer()
    const bytes = await avif(4_002)
    expect(bytes.length).toBeLessThan(2_000)
    expect(await outcome(bytes, { pixelsMax: 50_000_000 }, workshop)).toBe('pixels')
    expect(await outcome(await avif(4_000), { pixelsMax: 50_000_000 }, workshop)).toBe(
      '200x200 400x400',
    )
  })

  it('cost no memory to speak of when they promise a billion pixels in a few kilobytes', async () => {
    const bytes = pixelFlood(30_000, 30_000)
    expect(bytes.length).toBeLessThan(150_000)
    expect(await outcome(bytes, { pixelsMax: 64_000_000 })).toBe('pixels')
    expect(await outcome(pixelFlood(400, 300))).toBe('200x150 400x300')
  })
})

describe('the workshop', () => {
  /** Processes that this one has started for pictures. */
  const processes = (): string[] =>
    execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes('picture-process.mjs'))

  it('kills a process that takes too long, and goes on with another', async () => {
    const workshop = open({ timeMs: 800 })
    const slow = await sharp({
      create: {
        width: 4_000,
        height: 4_000,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png({ compressionLevel: 1 })
      .toBuffer()
    const began = performance.now()
    expect(
      await outcome(slow, { widths: [4_000], heightMax: null, pixelsMax: 64_000_000 }, workshop),
    ).toBe('too-slow')
    expect(performance.now() - began).toBeLessThan(4_000)
    await expect.poll(processes).toEqual([])
    expect(await outcome(await photo(400, 200), {}, workshop)).toBe('200x100 400x200')
  })

  it('outlives a process that breaks at what it is sent', async () => {
    const workshop = open()
    await workshop.make(await photo(400, 200), WANTED)
    const [line = ''] = processes()
    const broken = outcome(await photo(4_000, 3_000), {}, workshop)
    process.kill(Number(line.trim().split(' ')[0]), 'SIGSEGV')
    expect(await broken).toBe('unreadable')
    expect(await outcome(await photo(400, 200), {}, workshop)).toBe('200x100 400x200')
  })

  it('has two processes at most, tells them nothing of us, and leaves none behind', async () => {
    const workshop = open()
    const bytes = await photo(1_000, 700)
    const made = Array.from({ length: 6 }, () => outcome(bytes, {}, workshop))
    expect(processes()).toHaveLength(2)
    for (const one of made) expect(await one).toBe('200x140 400x280')
    for (const line of processes()) {
      const pid = line.trim().split(' ')[0]
      const told = execFileSync('cat', [`/proc/${pid}/environ`], { encoding: 'utf8' })
      // What Node itself needs to be spoken to.
      expect(told.split('\0').filter((one) => one && !one.startsWith('NODE_CHANNEL_'))).toEqual([])
    }
    workshop.close()
    await expect.poll(processes).toEqual([])
  })

  it('refuses what would wait too long, and no more than that', async () => {
    const workshop = open()
    const bytes = await photo(60, 40)
    const outcomes = await Promise.all(
      Array.from({ length: PICTURES_WAITING_MAX + 3 }, () => outcome(bytes, {}, workshop)),
    )
    expect(outcomes.slice(0, PICTURES_WAITING_MAX + 2).every((one) => one === '60x40')).toBe(true)
    expect(outcomes.at(-1)).toBe('too-busy')
  })
})

describe('what a picture looks like', () => {
  const lookOfBytes = async (bytes: Uint8Array, workshop = open()) =>
    (await workshop.make(bytes, WANTED)).look

  it('is the same of copies made smaller, brighter, greyer, cut at the edge or encoded anew', async () => {
    const original = await scene(600, 400)
    const workshop = open()
    const look = await lookOfBytes(original, workshop)
    expect(look).not.toBeNull()
    const copies = {
      smaller: await sharp(original).resize(300).jpeg({ quality: 40 }).toBuffer(),
      brighter: await sharp(original).modulate({ brightness: 1.15 }).webp().toBuffer(),
      grey: await sharp(original).greyscale().png().toBuffer(),
      cut: await sharp(original)
        .extract({ left: 6, top: 4, width: 588, height: 392 })
        .jpeg()
        .toBuffer(),
    }
    for (const [name, copy] of Object.entries(copies))
      expect(bitsBetween(look, await lookOfBytes(copy, workshop)), name).toBeLessThanOrEqual(
        LOOK_BITS_MAX,
      )
  })

  it('is far from that of other pictures', async () => {
    const workshop = open()
    const looks = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (seed) => lookOfBytes(await scene(600, 400, seed), workshop)),
    )
    looks.forEach((one, at) => {
      for (const other of looks.slice(at + 1))
        expect(bitsBetween(one, other)).toBeGreaterThan(LOOK_BITS_MAX)
    })
  })

  it('is nothing for a picture too plain to be told from others', async () => {
    const plain = await sharp({
      create: { width: 300, height: 200, channels: 3, background: '#fff' },
    })
      .png()
      .toBuffer()
    expect(await lookOfBytes(plain)).toBeNull()
    // Each row falls once: eight bits.
    const step = new Uint8Array(72).map((_, at) => (at % 9 < 4 ? 200 : 100))
    expect(lookOf(step)).toBeNull()
    // A comb falls four times a row.
    const comb = new Uint8Array(72).map((_, at) => ((at % 9) % 2 === 0 ? 200 : 100))
    expect(lookOf(comb)).toBe(BigInt.asIntN(64, 0xaaaaaaaaaaaaaaaan))
  })
})
