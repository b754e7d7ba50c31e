/** The bytes of posting a comment by the API. */
export type Posting = { name: string; text: string; parentId: string | null; key: string }

export function postRequest(slug: string, { key, ...comment }: Posting): string {
  const body = JSON.stringify(comment)
  return (
    `POST /api/v1/articles/${slug}/comments HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
    `idempotency-key: ${key}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  )
}
