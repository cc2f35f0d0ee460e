// Makes the single executable, and walks the way of a first user with it where there is no Node.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstWalk } from './first-walk.mjs';
import { makeExecutable } from './single-executable.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const work = mkdtempSync(join(tmpdir(), 'capstan-executable-'));
try {
  const executable = await makeExecutable(root, join(work, 'bin'));
  const folder = join(work, 'first');
  mkdirSync(folder);
  const complaints = await firstWalk([executable], folder, version);
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
