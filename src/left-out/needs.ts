// What `#needs` is in a deployed bundle: what CloudFront must be told was read when it was built.

export function needsOf(): undefined {}
