import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asReference, nearSchema, schemaNames } from '../../src/cli/schemas.ts';
import { modelineOf } from '../../src/yaml-edit/import/write-config.ts';
import { runProgram } from '../support/run-program.ts';
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

/** What an editor completes in a file of this text, in a folder where it need not be saved. */
async function completedIn(place: string, text: string): Promise<readonly string[]> {
  count += 1;
  const uri = pathToFileURL(join(place, `${count}.yaml`)).href;
  const lines = `${text.trimEnd()}\nsettings:\n  logi`;
  await server.open(uri, lines);
  return server.complete(uri, lines.split('\n').length - 1, 6);
}

describe('the first line of a file, by which an editor finds the schema', () => {
  const repository = join(import.meta.dirname, '../..');

  it('leads into the project that has capstan, also from a folder below', async () => {
    const project = join(folder, 'project');
    mkdirSync(join(project, 'node_modules/capstan/schemas'), { recursive: true });
    mkdirSync(join(project, 'environments'));
    copyFileSync(schema, join(project, 'node_modules/capstan/schemas/config.schema.json'));
    expect(await nearSchema(project)).toBe('./node_modules/capstan/schemas/config.schema.json');
    const below = join(project, 'environments');
    expect(await completedIn(below, modelineOf(await nearSchema(below)))).toContain('login_attempts');
  });

  it('leads to schemas in a clone, and in the example there', async () => {
    const example = join(repository, 'examples/quickstart');
    expect(await nearSchema(example)).toBe('../../schemas/config.schema.json');
    const [head = ''] = readFileSync(join(example, 'capstan.yaml'), 'utf8').split('\n');
    expect(head).toBe(modelineOf('../../schemas/config.schema.json'));
    expect(await completedIn(example, head)).toContain('login_attempts');
  });

  it('leads to a schema beside the file, which init writes where nothing else has it', async () => {
    const cwd = mkdtempSync(join(folder, 'global-'));
    await runProgram(['init', '--application', 'a', '--region', 'us', '--ci', 'none'], { cwd });
    const written = readFileSync(join(cwd, 'capstan.yaml'), 'utf8');
    expect(written.split('\n', 1)).toEqual(['# yaml-language-server: $schema=./capstan.schema.json']);
    expect(await completedIn(cwd, written)).toContain('login_attempts');
    expect(await nearSchema(cwd)).toBe('./capstan.schema.json');
  });

  it('has slashes on Windows too', () => {
    const { relative, sep } = win32;
    const schemaIn = (project: string): string => `${project}\\node_modules\\capstan\\schemas\\config.schema.json`;
    expect(asReference(relative('C:\\shop\\eu', schemaIn('C:\\shop')), sep)).toBe(
      '../node_modules/capstan/schemas/config.schema.json',
    );
    expect(asReference(relative('C:\\shop', schemaIn('C:\\shop')), sep)).toBe(
      './node_modules/capstan/schemas/config.schema.json',
    );
  });

  it('says how to get the schema, where there is none', async () => {
    const cwd = mkdtempSync(join(folder, 'none-'));
    expect(modelineOf(await nearSchema(cwd))).toContain('capstan schema config --out capstan.schema.json');
    await runProgram(['schema', 'config', '--out', 'capstan.schema.json'], { cwd });
    expect(await completedIn(cwd, modelineOf(await nearSchema(cwd)))).toContain('login_attempts');
  });
});

describe('a schema', () => {
  it('is had by the version of its format, which stands in its id', async () => {
    for (const name of schemaNames) {
      const { stdout } = await runProgram(['schema', name, '--version', '1'], { cwd: folder });
      expect(JSON.parse(stdout)).toMatchObject({ $id: `https://capstan.invalid/schemas/v1/${name}.schema.json` });
    }
    const tomorrow = await runProgram(['schema', 'config', '--version', '2'], { cwd: folder });
    expect(tomorrow).toMatchObject({ code: 64, stdout: '' });
    expect(tomorrow.stderr).toContain('[unknown-schema]');
  });

  it('has an address in the package by that version too', () => {
    const resolved = createRequire(join(import.meta.dirname, 'x.js')).resolve('capstan/schemas/v1/config.schema.json');
    expect(resolved).toBe(schema);
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

  it('underlines no number or boolean in place of a text, which the program takes as written', async () => {
    const lines = [
      'application: { id: 5, region: us }',
      'clients:',
      '  web: { id: 5, name: 2024, features: [5] }',
      '  app: { find: { name: 1.10 } }',
      'absent: { custom: [5, { key: 0123, reason: true }] }',
      'ignore: ["custom.a"]',
    ];
    expect((await open('version: 1', ...lines)).found).toEqual([]);
    writeFileSync(join(folder, 'numbers.yaml'), ['version: 1', ...lines, ''].join('\n'));
    const { code, stderr } = await runProgram(['validate', '-f', 'numbers.yaml'], { cwd: folder, env: {} });
    expect([code, stderr]).toEqual([0, '']);
    const days = ['absent: { custom: [{ key: a, reason: b, until: 2027 }] }', 'credentials: { clientId: 5 }'];
    expect(underlined(await open('version: 1', ...days))).toEqual([2, 3]);
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
