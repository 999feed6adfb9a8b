import { defineRecipe, type WritableHeaders } from 'ledge'

const headers = {
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

/** On what goes to the viewer, from the cache or from the edge itself, which runs no viewer-response. */
export const securityHeaders = defineRecipe({
  name: 'security-headers',
  viewerResponse(ctx, next) {
    secure(ctx.response.headers)
    return next()
  },
  onReply: (reply) => secure(reply.headers),
})

function secure(target: WritableHeaders<'viewer-response'>): void {
  for (const [name, value] of Object.entries(headers)) target.set(name, value)
}
