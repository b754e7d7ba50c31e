/** Pictures for the tests: drawn by a number, so that each is another one. */
import sharp from 'sharp'

/** Shapes and colours, as a photograph has them: big areas, some small ones. @returns PNG */
export function scene(width: number, height: number, seed = 0): Promise<Buffer> {
  let state = (seed + 1) * 2_654_435_761
  const next = (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return Math.floor((state / 2 ** 32) * below)
  }
  const shapes = Array.from({ length: 24 }, () => {
    const [x, y] = [next(100), next(100)]
    return `<ellipse cx="${x}%" cy="${y}%" rx="${5 + next(25)}%" ry="${5 + next(25)}%" fill="hsl(${next(360)} 60% ${15 + next(70)}%)"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${next(360)} 40% 60%)"/>${shapes.join('')}</svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

/** The same as JPEG, as telephones send it. */
export const photo = async (width: number, height: number, seed = 0): Promise<Buffer> =>
  sharp(await scene(width, height, seed))
    .jpeg()
    .toBuffer()

/** In how many of 64 bits two looks differ; 64 when one of them is none. */
export function bitsBetween(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) return 64
  return [...BigInt.asUintN(64, a ^ b).toString(2)].filter((bit) => bit === '1').length
}
