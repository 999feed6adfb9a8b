/** A text as HCL has it: JSON's, and `${` is no template. */
export function text(value: string): string {
  return JSON.stringify(value).replaceAll(/([$%])\{/g, '$1$1{')
}

export function texts(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]`
}

/** Arguments, one a line, with their values in one column as `terraform fmt` wants it. */
export function args(values: Readonly<Record<string, string | number | boolean>>): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length))
  return Object.entries(values)
    .map(([name, value]) => `${name.padEnd(width)} = ${value}`)
    .join('\n')
}

/** A block, with what is in it moved to the right. Parts are a line apart. */
export function block(head: string, ...parts: readonly string[]): string {
  const body = parts.filter(Boolean).join('\n\n')
  return `${head} {\n${body.replaceAll(/^(?!$)/gm, '  ')}\n}`
}

/** A name with dashes as one of a resource. */
export function identifier(dashed: string): string {
  return dashed.replaceAll('-', '_').replace(/^(?=\d)/, '_')
}
