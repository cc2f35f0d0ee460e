import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../config/load.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'capstan.cjs');
const replyBytes = 64 * 1024 * 1024;

/** Runs the built program with a heap of 64 MiB. */
function run(words: readonly string[], cwd: string): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: cwd,
      CAPSTAN_CLIENT_ID: 'caller',
      CAPSTAN_CLIENT_SECRET: 'canary-secret',
    };
    const child = spawn(process.execPath, ['--max-old-space-size=64', program, ...words], { cwd, env });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', (code) => resolve({ code, text: Buffer.concat(chunks).toString('utf8') }));
  });
}

describe('with little memory', () => {
  it('a file beyond the bound is a problem', async () => {
    const cwd = folderWith({ 'capstan.yaml': `version: 1\n# ${'x'.repeat(64 * 1024 * 1024)}\n` });
    const { code, text } = await run(['validate'], cwd);
    expect(text).toContain('[file-too-large]');
    expect(code).toBe(65);
  });

  it('a reply beyond the bound is a failed read', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      let left = replyBytes;
      response.on('error', () => undefined);
      const more = (): void => {
        while (left > 0 && response.write(piece)) left -= piece.length;
        if (left > 0) response.once('drain', more);
        else response.end();
      };
      more();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const url = `http://127.0.0.1:${port}`;
    const cwd = folderWith({
      'capstan.yaml': `version: 1\napplication: { id: app1, configUrl: "${url}" }\nsettings: { site_name: x }\n`,
    });
    const { code, text } = await run(['plan'], cwd);
    server.closeAllConnections();
    server.close();
    expect(text).toContain('the reply is larger than');
    expect(code).toBe(69);
  });
});
