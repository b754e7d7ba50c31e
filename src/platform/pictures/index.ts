/** Pictures: told by their bytes, made anew in a process apart, kept once. */
export { keepPicture, sha256Of } from './keep-picture.js'
export { kindOf, type PictureKind } from './kind.js'
export { LOOK_BITS_MAX, lookOf } from './look.js'
export { findLargestFile, findPicture, insertPictureFile } from './store.js'
export {
  AVIF_PIXELS_MAX,
  type MadePicture,
  openPictureWorkshop,
  PICTURE_MAKING_MS,
  PICTURES_WAITING_MAX,
  PictureRefused,
  type PictureWorkshop,
  pixelsFor,
  type WantedPicture,
} from './workshop.js'
