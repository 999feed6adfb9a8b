import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import type { DeployFile } from '../../src/build/index.js'

const folders: string[] = []

/** A folder with these files in it, until the tests are over. */
export function written(files: readonly DeployFile[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'ledge-deploy-'))
  folders.push(folder)
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** What a tool says, and whether it is content. */
export function run(
  command: string,
  args: readonly string[],
  folder = '.',
): { ok: boolean; said: string } {
  // A configuration of this machine is none of the tests' business.
  const env = { ...process.env, TF_CLI_CONFIG_FILE: '', SAM_CLI_TELEMETRY: '0' }
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  return { ok: status === 0, said: `${stdout ?? ''}${stderr ?? ''}` }
}

/** A tool for the title of a test: there, or why the test is skipped. */
export function tool(command: string): { isHere: boolean; title: string } {
  const isHere = run(command, ['--version']).ok
  return { isHere, title: isHere ? command : `${command} (skipped: it is not on this machine)` }
}

/** Where Terraform's AWS provider is, since a test downloads none, and its version. */
export function awsProvider(): { folder: string; major: number } | undefined {
  const places = [
    process.env.LEDGE_TERRAFORM_PLUGINS ?? '',
    '/usr/share/terraform/plugins',
    '/usr/local/share/terraform/plugins',
    '/opt/tf-plugins',
  ]
  for (const folder of places.filter(Boolean)) {
    const versions = join(folder, 'registry.terraform.io/hashicorp/aws')
    if (!existsSync(versions)) continue
    const majors = readdirSync(versions).map((version) => Number.parseInt(version, 10))
    return { folder, major: Math.max(...majors) }
  }
  return undefined
}
