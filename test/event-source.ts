/** A browser's EventSource, and what it heard. */
type Frame = { event: string; id: string; data: { id?: string; total?: number } }

/** Remembers the last id, and brings it along when it connects again. */
export function openReader(slug = 'ferry') {
  const frames: Frame[] = []
  let lastId = ''
  let abort = new AbortController()
  let reading: Promise<void> = Promise.resolve()

  function take(text: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]
    lastId = field('id') ?? lastId
    const [event, data] = [field('event'), field('data')]
    if (event && data) frames.push({ event, id: lastId, data: JSON.parse(data) })
  }

  return {
    frames,
    lastId: () => lastId,
    /** Connects, and resolves when the stream tells where it begins. */
    async connect(address: string, by: 'header' | 'query' = 'header'): Promise<void> {
      abort = new AbortController()
      const query = by === 'query' ? `?lastEventId=${encodeURIComponent(lastId)}` : ''
      const response = await fetch(`${address}/api/v1/articles/${slug}/live${query}`, {
        signal: abort.signal,
        headers: by === 'header' && lastId ? { 'last-event-id': lastId } : {},
      })
      if (response.status !== 200) throw new Error(`the stream answered ${response.status}`)
      let begun: () => void = () => undefined
      const beginning = new Promise<void>((done) => {
        begun = done
      })
      reading = (async () => {
        let rest = ''
        for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
          rest += Buffer.from(chunk).toString()
          const parts = rest.split('\n\n')
          rest = parts.pop() ?? ''
          parts.forEach(take)
          begun()
        }
      })().catch(() => undefined)
      await beginning
    },
    async leave(): Promise<void> {
      abort.abort()
      await reading
    },
    told: (event = 'comment') =>
      frames.filter((one) => one.event === event).map((one) => one.data.id),
  }
}
export type Reader = ReturnType<typeof openReader>
