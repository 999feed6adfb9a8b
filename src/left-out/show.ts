// What `#show` is in a deployed bundle: who reads its log has the code at hand, and a text or a number of
// the request says more there than what an object looks like.

export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
  return Object(value) === value ? typeof value : String(value)
}
