/**
 * Whether code may set `uri`, so that later triggers see another path than the viewer sent. Seen from
 * the text: an assignment, or an old handler that gives back a request of its own. To be told so of code
 * that does not costs a function where it has nothing to do; the opposite would cost its answers.
 */
export function mayRewrite(code: string): boolean {
  return /\.uri\s*(?:[-+*/%&|?^]|\*\*|<<|>>|&&|\|\||\?\?)?=(?!=)|\bfromHandler\b|\['?"?uri['"]?\]\s*=(?!=)|\bObject\.assign\(\s*(?:\w+\.)*request\b/.test(
    code,
  )
}
