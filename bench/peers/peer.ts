/** A program that shows comments under articles, as it is measured beside ours. */
import type { Said } from '../conversation.js'
import type { Answer } from '../http-load.js'

export type Peer = {
  name: string
  /** What is measured, in a few words: version and what stands before and behind it. */
  about: string
  /** Installs what is missing. @throws Unavailable when it cannot be had here */
  install(): Promise<void>
  /** Starts it with empty tables. */
  open(): Promise<OpenPeer>
}

export type OpenPeer = {
  /** Scheme, host and port. */
  address: string
  /** Processes that answer; their descendants are counted with them. */
  pids: number[]
  /** An article with this conversation under it. */
  fill(said: Said[]): Promise<PeerThread>
  close(): Promise<void>
}

export type PeerThread = {
  /** Path of the article as a reader opens it, with the fragment of its comments. */
  page: string
  /** Where the article is served, when that is not the program itself. */
  pageAddress?: string
  /** Path whose answer brings the first comments: the page itself, or what its script asks for. */
  comments: string
  /** Selector of a comment's text in the page or in a frame of it. */
  selector: string
  /** The bytes of posting a root comment, as this client. */
  post(input: { client: number; name: string; text: string }): string
  isPosted(answer: Answer): boolean
  /** Comments of this article that its database holds for everybody to see. */
  stored(): Promise<number>
}

/** The peer cannot be had on this machine: its message says why, and the others are measured. */
export class Unavailable extends Error {}

/** An HTTP/1.1 request with a body. */
export function requestWith(
  path: string,
  options: { type: string; body: string; headers?: Record<string, string> },
): string {
  const headers = {
    host: 'localhost',
    'content-type': options.type,
    'content-length': String(Buffer.byteLength(options.body)),
    ...options.headers,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${options.body}`
}
