import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';

const run = promisify(execFile);
const printedAddress = '127.0.0.1:8787';

describe('the README', () => {
  it('prints what the program prints (UPDATE_README=1 writes it anew)', { timeout: 60_000 }, async () => {
    const text = readFileSync('README.md', 'utf8');
    const played = await playConsoles(text);
    if (process.env['UPDATE_README'] === '1') writeFileSync('README.md', played);
    else expect(text).toBe(played);
  });

  it('links to nothing that is not there', () => {
    const links = [...readFileSync('README.md', 'utf8').matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !link.startsWith('http') && !existsSync(link))).toEqual([]);
  });
});

/** The text with the output of every command of its console blocks as it is today, played one after the other. */
async function playConsoles(text: string): Promise<string> {
  const sandbox = await startSandbox();
  const address = new URL(sandbox.url).host;
  const folder = mkdtempSync(join(tmpdir(), 'capstan-readme-'));
  const owner = defaultSeed().clients[0];
  const shim = join(folder, 'capstan');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${resolve('bin/capstan.cjs')}" "$@"\n`);
  chmodSync(shim, 0o755);
  const env = {
    PATH: `${folder}:${process.env['PATH']}`,
    CAPSTAN_CLIENT_ID: owner?.id ?? '',
    CAPSTAN_CLIENT_SECRET: owner?.secret ?? '',
    GITHUB_ACTOR: 'you',
  };
  const printed = async (command: string): Promise<string> => {
    const script = `(${command.replaceAll(printedAddress, address)}) 2>&1`;
    const { stdout } = await run('sh', ['-c', `${script}; code=$?; [ $code = 0 ] || echo "exit $code"`], {
      cwd: folder,
      env,
    });
    return stdout
      .replaceAll(address, printedAddress)
      .replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z/g, '2026-11-21T09:30:00.000Z')
      .replace(/\buntil: 20\d\d-\d\d-\d\d/g, 'until: 2026-12-21')
      .replace(/\b\d{14}-[0-9a-f]{8}\b/g, '20261121093000-4f1c2d3e');
  };
  try {
    const parts = text.split(/(```console\n[\s\S]*?```)/);
    for (const [at, part] of parts.entries())
      if (part.startsWith('```console')) parts[at] = await played(part, printed);
    return parts.join('');
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
}

async function played(block: string, printed: (command: string) => Promise<string>): Promise<string> {
  const lines: string[] = [];
  for (const line of block.split('\n').filter((candidate) => candidate.startsWith('$ '))) {
    lines.push(
      line,
      ...(await printed(line.slice(2)))
        .trimEnd()
        .split('\n')
        .filter((output, _at, all) => all.length > 1 || output !== ''),
    );
  }
  return ['```console', ...lines, '```'].join('\n');
}
