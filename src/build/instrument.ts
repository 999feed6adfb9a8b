import type { MethodCall } from './calls.js'
import type { Module } from './module.js'
import { type Edit, rewrite } from './rewrite.js'
import type { Source } from './sources.js'

/** The module with its calls and its named values led through the recorder, which `recorder.ts` is. */
export function instrument({ module, calls, values }: Source): string {
  const made = values.map(
    ({ id, start, end }): Edit => ({
      start,
      end,
      before: `__ledge.make(${JSON.stringify(id)},()=>(`,
      after: '))',
    }),
  )
  return rewrite(module, [...made, ...calls.flatMap((call) => led(module, call))])
}

/** `object.method(a, b)` becomes `__ledge.call(id, object, "method", [a, b])`. */
function led({ code }: Module, { id, start, end, method, access, key }: MethodCall): Edit[] {
  const name = key ? code.slice(key.start, key.end) : JSON.stringify(method)
  return [
    { start, end, before: `__ledge.call(${JSON.stringify(id)},`, after: '' },
    { ...access, text: `,${name},[` },
    { start: end - 1, end, text: '])' },
  ]
}
