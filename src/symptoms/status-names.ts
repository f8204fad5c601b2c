/** Names of HTTP statuses as codes and SDKs write them. */
export const statusNames: ReadonlyMap<string, number> = new Map([
  ['BadRequest', 400],
  ['Unauthorized', 401],
  ['Forbidden', 403],
  ['NotFound', 404],
  ['Conflict', 409],
  ['PreconditionFailed', 412],
  ['TooManyRequests', 429],
  ['InternalServerError', 500],
  ['BadGateway', 502],
  ['ServiceUnavailable', 503],
  ['GatewayTimeout', 504],
]);
