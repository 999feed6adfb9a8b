import { styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan'

/** Text in a style of the terminal, or as it is. */
export type Paint = (style: Style, text: string) => string

export const inColour: Paint = (style, text) => styleText(style, text, { validateStream: false })
export const plain: Paint = (_style, text) => text
