import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Diagnostic, LanguageServer } from './language-server.ts';

const schema = join(import.meta.dirname, '../../schemas/config.schema.json');
const folder = mkdtempSync(join(tmpdir(), 'capstan-editor-'));
let server: LanguageServer;
let count = 0;

beforeAll(async () => {
  server = await LanguageServer.start();
});
afterAll(() => {
  server.stop();
  rmSync(folder, { recursive: true });
});

type Opened = { readonly uri: string; readonly found: readonly Diagnostic[] };

/** A file with the lines, the first of which stands in line 1. */
async function open(...lines: readonly string[]): Promise<Opened> {
  count += 1;
  const path = join(folder, `${count}.yaml`);
  const text = [`# yaml-language-server: $schema=${pathToFileURL(schema).href}`, ...lines, ''].join('\n');
  writeFileSync(path, text);
  const uri = pathToFileURL(path).href;
  return { uri, found: await server.open(uri, text) };
}

function underlined({ found }: Opened): readonly number[] {
  return found.map(({ range }) => range.start.line).sort((a, b) => a - b);
}

describe('the schema for editors', () => {
  it('is what the catalogue says', async () => {
    const script = ['scripts/generate-editor-schema.mjs', '--check'];
    const { stderr } = await promisify(execFile)(process.execPath, script);
    expect(stderr).toBe('');
  });
});

describe('an editor with yaml-language-server', () => {
  it('completes the names of settings, and the values of those that have a few', async () => {
    const { uri } = await open('version: 1', 'settings:', '  backplane_version: ', '  logi');
    expect(await server.complete(uri, 4, 6)).toEqual(expect.arrayContaining(['login_attempts']));
    expect(await server.complete(uri, 3, 21)).toEqual(expect.arrayContaining(['v1.0', 'v1.1', 'v1.2']));
  });

  it('completes features, guards and regions', async () => {
    const lines = ['version: 1', 'application:', '  region: ', 'clients:', '  a:', '    id: x', '    features:'];
    const { uri } = await open(...lines, '      - ', 'allow:', '  - guard: ');
    expect(await server.complete(uri, 3, 10)).toEqual(expect.arrayContaining(['us', 'eu']));
    expect(await server.complete(uri, 8, 8)).toEqual(expect.arrayContaining(['owner', 'direct_access']));
    expect(await server.complete(uri, 10, 11)).toEqual(expect.arrayContaining(['security-lowered']));
  });

  it('tells of a setting what the catalogue tells', async () => {
    const { uri, found } = await open('version: 1', 'settings:', '  ccp_edit_form: x', '  user_distinguisher_field: x');
    expect(found).toEqual([]);
    expect(await server.hover(uri, 3, 6)).toContain('Form the Console uses to edit a profile');
    expect(await server.hover(uri, 4, 6)).toContain('distinguisher');
  });

  it('underlines a value of the wrong type, and no other spelling that the program takes', async () => {
    const wrong = await open('version: 1', 'settings:', '  login_attempts: many', '  ccp_edit_form: [a]');
    expect(underlined(wrong)).toEqual([3, 4]);
    const right = [
      'login_attempts: "3"',
      'login_attempt_window: ${env:CAPSTAN_VAR_WINDOW}',
      'ccp_enable_email_send_buttons: "True"',
      'ccp_edit_form: 5',
      'of_our_own: [1]',
    ];
    expect((await open('version: 1', 'settings:', ...right.map((line) => `  ${line}`))).found).toEqual([]);
  });

  it('underlines a client without id or find only in a whole file', async () => {
    const client = ['clients:', '  web:', '    features: [owner, one_of_tomorrow]'];
    const application = ['application:', '  id: x', '  region: us'];
    expect(underlined(await open('version: 1', ...application, ...client))).toEqual([6]);
    expect(underlined(await open('version: 1', ...client))).toEqual([]);
    expect(underlined(await open('version: 1', 'extends: base.yaml', ...application, ...client))).toEqual([]);
    const named = ['clients:', '  web:', '    id: x', '  app:', '    find: { name: App }'];
    expect(underlined(await open('version: 1', ...application, ...named))).toEqual([]);
  });
});
