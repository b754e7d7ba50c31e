/** A picture in the sizes that we have, or a quiet placeholder where it was lost. */
import type { Locale } from '../../locales/index.js'
import type { PictureView } from '../views.js'

type ImageProps = {
  picture: PictureView
  /** The `sizes` attribute: how wide the picture stands at which screen. */
  sizes: string
  /** The first picture of a page is fetched at once, the others when they come near. */
  isFirst?: boolean
}

/** The bare image; nothing when its file was lost. */
export function Image({ picture, sizes, isFirst = false }: ImageProps) {
  if (picture.src === null) return null
  return (
    <img
      src={picture.src}
      srcset={picture.sources.map(({ url, width }) => `${url} ${width}w`).join(', ') || undefined}
      sizes={sizes}
      width={picture.width || undefined}
      height={picture.height || undefined}
      alt={picture.alt}
      loading={isFirst ? undefined : 'lazy'}
      fetchpriority={isFirst ? 'high' : undefined}
      decoding="async"
    />
  )
}

/** A picture with its caption. */
export function Figure({ locale, ...image }: ImageProps & { locale: Locale }) {
  const { picture } = image
  return (
    <figure class={picture.src === null ? 'figure is-lost' : 'figure'}>
      {picture.src === null ? (
        <p class="figure-lost">{locale.article.pictureLost}</p>
      ) : (
        <Image {...image} />
      )}
      {picture.caption !== null && <figcaption dir="auto">{picture.caption}</figcaption>}
    </figure>
  )
}
