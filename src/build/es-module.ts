/**
 * A CommonJS module that does no more with `exports` than to name functions of its own, as an ES module:
 * of that a bundle gets what is used. `undefined` for any other.
 */
export function asEsModule(code: string): string | undefined {
  const names = new Map<string, string>()
  const rest = code
    .replace(/^exports\.(\w+) = (\w+);$/gm, (_, exported: string, local: string) => {
      names.set(exported, local)
      return ''
    })
    .replace('Object.defineProperty(exports, "__esModule", { value: true });', '')
  if (names.size === 0 || /\b(exports|module|require)\b/.test(rest)) return undefined
  const pairs = [...names]
  const named = pairs.map(([exported, local]) => `${local} as ${exported}`)
  const whole = pairs.map(([exported, local]) => `${exported}: ${local}`)
  return `${rest}\nexport { ${named.join(', ')} }\nexport default { ${whole.join(', ')} }\n`
}
