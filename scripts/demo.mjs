// Bundles the demo against the package as it was built and runs it: see scripts/demo/main.ts.
import { build } from 'esbuild'

const root = new URL('../', import.meta.url).pathname
const outfile = `${root}.ledge/demo.mjs`

await build({
  entryPoints: [`${root}scripts/demo/main.ts`],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  // `ledge` stays an import, which finds the built package; the repository's tsconfig leads to src.
  packages: 'external',
  tsconfigRaw: {},
  // As in a bundle for CloudFront, which has no environment.
  define: { 'process.env.SALE_SECRET': JSON.stringify('nothing but a demonstration') },
  logLevel: 'warning',
})
await import(outfile)
