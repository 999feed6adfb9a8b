// What `#checks` is in a deployed bundle: its app was checked when it was built. Calls of functions
// that do nothing are gone from a minified bundle, and so is all that only they mention.

export function checkSteps(): void {}

export function checkRecipes(): void {}

export function checkMount(): void {}

export function checkHook(): void {}

export function checkMatch(): void {}

export function checkPath(): void {}
