// What `#options` is in a deployed bundle: its options were checked when it was built.

export { badOption } from '../options.js'

export function checkOptions(): void {}

export function refuseOptions(): void {}
