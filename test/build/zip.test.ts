import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, test, vi } from 'vitest'
import { sha256, zip } from '../../src/build/zip.js'

const code = `export const handler = async () => 'grüezi'\n`.repeat(50)

test('holds the file, compressed', () => {
  const packed = zip('index.mjs', code)
  expect(packed.length).toBeLessThan(code.length / 4)
  const files = unzipSync(packed)
  expect(Object.keys(files)).toEqual(['index.mjs'])
  expect(Buffer.from(files['index.mjs']!).toString()).toBe(code)
})

test('is the same in every time zone', () => {
  const sums = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati'].map((zone) => {
    vi.stubEnv('TZ', zone)
    return sha256(zip('index.mjs', code))
  })
  expect(new Set(sums).size).toBe(1)
})

test('is a file that every user may read, for the system that unpacks it', ({ skip }) => {
  const { error } = spawnSync('python3', ['--version'])
  if (error) skip('no python3 here to read the zip with')
  const folder = mkdtempSync(join(tmpdir(), 'ledge-zip-'))
  const file = join(folder, 'function.zip')
  writeFileSync(file, zip('index.mjs', code))
  const script = `import sys, zipfile
for i in zipfile.ZipFile(sys.argv[1]).infolist(): print(i.filename, i.create_system, oct(i.external_attr >> 16), i.date_time)`
  const { stdout } = spawnSync('python3', ['-c', script, file], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect(stdout).toBe('index.mjs 3 0o644 (1980, 1, 1, 0, 0, 0)\n')
})
