/** Tests in this folder run small with the others, and at full size by `npm run test:slow`; `*.slow.ts` only then. */
export const IS_SLOW = process.env.READERSHIP_TEST_SLOW === 'on'
/** Longer than any of them takes, at full size and beside other work. */
export const SLOW_MS_MAX = IS_SLOW ? 20 * 60_000 : 60_000
