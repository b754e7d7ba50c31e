/**
 * A process that makes pictures of bytes that strangers sent. Whatever these do to a decoder, they do it here: to a
 * process that knows no secrets, works on one picture at a time, and is killed when it takes too long. Plain
 * JavaScript, because it is started by its path, beside the sources as well as in the build.
 */
import sharp from 'sharp'

sharp.cache(false)
sharp.concurrency(1)

/** Good for photographs and for text in screenshots; below 75 the edges of letters begin to smear. */
const QUALITY = 78
/** What a picture looks like, roughly: see look.ts. */
const GREYS = { width: 9, height: 8 }

process.on('message', (order) => {
  make(order).then(
    (made) => process.send(made),
    (error) => process.send({ problem: problemOf(error) }),
  )
})
// Whoever started us is gone: nobody waits for what is under way, and a decoder may not hear of a gentle end.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// Keys pressed in a terminal are for whoever started us.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined)

/** @param {{ bytes: Uint8Array, widths: number[], heightMax: number | null, pixelsMax: number, loaders: string[] }} order */
async function make({ bytes, widths, heightMax, pixelsMax, loaders }) {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: loaders })
  const largest = await sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' })
    .autoOrient()
    .resize({
      width: Math.max(...widths),
      ...(heightMax === null ? {} : { height: heightMax, fit: 'inside' }),
      withoutEnlargement: true,
    })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const raw = {
    width: largest.info.width,
    height: largest.info.height,
    channels: largest.info.channels,
  }
  const pixels = () => sharp(largest.data, { raw, limitInputPixels: false })
  const files = []
  for (const width of [...widths.filter((one) => one < raw.width), raw.width]) {
    const { data, info } = await pixels()
      .resize({ width })
      .webp({ quality: QUALITY, smartSubsample: true })
      .toBuffer({ resolveWithObject: true })
    files.push({ width: info.width, height: info.height, bytes: data })
  }
  const greys = await pixels()
    .flatten({ background: '#ffffff' })
    .resize({ ...GREYS, fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  return { files, greys }
}

const problemOf = ({ message = '' }) =>
  /exceeds pixel limit/i.test(message) ? 'pixels' : 'unreadable'
