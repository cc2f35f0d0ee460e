import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/third-party.mjs');
const { licenceOf, missing } = (await import(script)) as { licenceOf: (folder: string) => string; missing: string };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-licence-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the notice of third parties', () => {
  // Built before the tests: what is in the program of this commit.
  const notices = readFileSync(join(import.meta.dirname, '../../dist/THIRD-PARTY.txt'), 'utf8')
    .split(`\n${'-'.repeat(80)}\n`)
    .map((part, at) => (at === 0 ? part.slice(part.indexOf('\n')) : part).trim());

  it('has a licence text for each package in the program', () => {
    expect(notices.length).toBeGreaterThan(15);
    for (const notice of notices) {
      const [head = '', ...text] = notice.split('\n');
      expect(head).toMatch(/^(@[\w.-]+\/)?[\w.-]+ \d\S* \(.+\)$/);
      expect(text.join('\n').trim().length, head).toBeGreaterThan(400);
    }
    expect(notices.join('\n')).not.toContain(missing);
  });

  it.each(['LICENSE', 'licence.md', 'LICENSE-MIT.txt', 'MIT-LICENSE.txt', 'License.MIT', 'COPYING', 'UNLICENSE'])(
    'takes the text of %s',
    (name) => {
      writeFileSync(join(folder, name), '\nThe text.\n');
      expect(licenceOf(folder)).toBe('The text.');
    },
  );

  it('takes all of several texts, with the NOTICE that a licence wants handed on', () => {
    for (const name of ['NOTICE', 'LICENSE-MIT', 'LICENSE-APACHE']) writeFileSync(join(folder, name), name);
    expect(licenceOf(folder)).toBe('LICENSE-APACHE\n\nLICENSE-MIT\n\nNOTICE');
  });

  it('takes nothing that is code, a folder, or empty', () => {
    for (const name of ['license.js', 'licenses.json', 'README.md']) writeFileSync(join(folder, name), 'x');
    mkdirSync(join(folder, 'licenses'));
    writeFileSync(join(folder, 'LICENSE'), ' \n');
    expect(licenceOf(folder)).toBe('');
  });
});
