import type { Problem } from './problem.js'
import type { WebCtx } from './web-ctx.js'

export async function problemPage(_ctx: WebCtx, problem: Problem): Promise<string> {
  return `<!doctype html><title>${problem.status}</title><p>${problem.detail}</p>`
}
