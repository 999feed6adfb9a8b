// What `#build-checks` is in a deployed bundle: its rules and origins were checked when it was built.
// That `checkOptions` does nothing there is not enough: a function that is handed to it by its name stays.

export function areRules(): boolean {
  return true
}

export function refuseChains(): void {}

export function checkSwitch(): void {}
