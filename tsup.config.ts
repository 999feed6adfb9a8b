import { defineConfig } from 'tsup'

// Unbundled: `dist` mirrors the sources, so that every door of the package shares one copy of each
// class, and `#triggers` is chosen by the bundler of the one who deploys.
// The declarations beside it are written by tsc, see tsconfig.build.json.
export default defineConfig({
  entry: ['src/**/*.ts', 'recipes/**/*.ts'],
  bundle: false,
  format: 'esm',
  clean: true,
  silent: true,
  esbuildOptions(options) {
    options.outbase = '.'
  },
  plugins: [
    {
      // esbuild calls a function expression `redirects2` inside a function `redirects`. A step goes by
      // its name in messages and in `app.routes()`.
      name: 'step-names',
      renderChunk: (code) => ({
        code: code.replace(/(?<=(?:return|[(,=])\s*(?:async )?)function (\w+)2\(/g, 'function $1('),
      }),
    },
  ],
})
