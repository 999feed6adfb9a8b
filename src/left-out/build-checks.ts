// What `#build-checks` is in a deployed bundle: its rules and origins were checked when it was built. The
// call of a check may be gone from a minified bundle while what it was given stays, if that has a name.

export function areRules(): boolean {
  return true
}

export function refuseChains(): void {}

export function checkSwitch(): void {}
