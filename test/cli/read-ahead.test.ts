import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { loadedOrEnd } from '../../src/workflows/load-file.ts';
import { accessOf, apiOptions } from '../../src/workflows/open-application.ts';
import { readingAhead } from '../../src/workflows/read-ahead.ts';
import { scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { fakeSession } from './fake-session.ts';
import { type Bench, configuration, live, startBench } from './program.ts';

const count = 30;
const idOf = (index: number): string => `client${String(index).padStart(22, '0')}`;
const clients = Array.from({ length: count }, (_, index) => ({
  id: idOf(index),
  name: `Client ${index}`,
  settings: { site_name: 'Old' },
}));
const entries = clients.flatMap(({ id }, index) => [
  `  c${index}:`,
  `    id: ${id}`,
  '    settings: { site_name: New }',
  // A large file is read ahead.
  ...Array.from({ length: 20 }, () => `    # ${'x'.repeat(80)}`),
]);
const declared = `clients:\n${entries.join('\n')}\n`;
const unsound = `${declared}settigns: {}\n`;

type Intercept = NonNullable<Parameters<typeof startBench>[0]>['intercept'];

let bench: Bench;
let fault: Intercept;
beforeEach(async () => {
  fault = undefined;
  const seed = scenarioState({ ...live, clients });
  bench = await startBench({ seed, intercept: (request) => fault?.(request) }, declared);
});
afterEach(() => bench.end());

const rewrite = (text: string): void => {
  const file = readFileSync(join(bench.folder, 'capstan.yaml'), 'utf8');
  bench.write('capstan.yaml', file.replace(declared, text));
};
const asked = (): readonly string[] => bench.sandbox.requests.map(({ path }) => path);
const audited = ['--audit', 'audit.jsonl'];

describe('a plan of a large file', () => {
  it('is the same as where nothing is read ahead, with the same requests, each once', async () => {
    const planned = async (...more: readonly string[]): Promise<unknown> => {
      const { code, stderr, stdout } = await bench.run(['plan', ...more]);
      return { code, stderr, stdout: stdout.replace(/, read \S+/u, '') };
    };
    const ahead = await planned();
    const requests = asked();
    expect(ahead).toMatchObject({ stdout: expect.stringContaining(`${count + 1} to update`) });
    bench.sandbox.clearRequests();
    expect(await planned(...audited)).toEqual(ahead);
    expect([...requests].sort()).toEqual([...asked()].sort());
    expect(new Set(requests).size).toBe(count + 3);
    expect(requests).toHaveLength(count + 3);
  });

  it('is the same in the built program, whose thread parses it, and so are its problems', async () => {
    const shown = (text: string): string => text.replace(/, read \S+/u, '');
    for (const text of [declared, unsound, `${declared}ignore: [\n`]) {
      rewrite(text);
      const [here, there] = [await bench.run(['plan']), await bench.launch(['plan'])];
      expect({ ...there, stdout: shown(there.stdout) }).toEqual({ ...here, stdout: shown(here.stdout) });
      bench.write('capstan.yaml', configuration(bench.sandbox.url, declared));
    }
  });

  it.each([
    ['comments above it', (text: string) => `# A comment\n\n${text}`],
    ['its application at the end', (text: string) => text.replace(/(application:.*\n)((?:.*\n)*)/u, '$2$1')],
    ['signed requests', (text: string) => `${text}auth: signed\n`],
    [
      'an id that stands twice',
      (text: string) =>
        `${text}ignore: []\n`.replaceAll(`id: ${idOf(1)}\n`, `id: ${idOf(1)}\n    name: |\n      id: ${idOf(1)}\n`),
    ],
  ])('sends each request once where the file has %s', async (_, change) => {
    const file = readFileSync(join(bench.folder, 'capstan.yaml'), 'utf8');
    bench.write('capstan.yaml', change(file));
    const { code, stderr } = await bench.run(['plan']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(asked()).toHaveLength(count + 3);
    expect(new Set(asked()).size).toBe(count + 3);
  });

  it('ends with the problems of the file, whatever the service does meanwhile', async () => {
    rewrite(unsound);
    const quiet = await bench.run(['plan', ...audited]);
    expect(quiet.code).toBe(65);
    for (const given of [
      { kind: 'silence', work: 'skipped' },
      { kind: 'reset', work: 'skipped' },
      { kind: 'answer', work: 'skipped', reply: { status: 401 } },
      { kind: 'answer', work: 'skipped', reply: { status: 503, headers: { 'retry-after': '30' } } },
    ] as const) {
      fault = () => given;
      expect(await bench.run(['plan'])).toEqual(quiet);
    }
  });

  it('tells the problems of the file before those of the credentials, and those before any request', async () => {
    const nobody = { CAPSTAN_CLIENT_SECRET: '' };
    expect((await bench.run(['plan'], nobody)).code).toBe(77);
    rewrite(unsound);
    expect((await bench.run(['plan'], nobody)).code).toBe(65);
    expect(asked()).toEqual([]);
  });

  it('ends with a failure of a read as always', async () => {
    fault = () => ({ kind: 'answer', work: 'skipped', reply: { status: 403 } });
    const ahead = await bench.run(['plan']);
    expect(ahead.code).toBe(77);
    expect(await bench.run(['plan', ...audited])).toEqual(ahead);
  });

  it('sends no credentials to a host that is not allowed', async () => {
    const file = readFileSync(join(bench.folder, 'capstan.yaml'), 'utf8');
    bench.write('capstan.yaml', file.replaceAll(bench.sandbox.url, 'https://login.example.com'));
    const { code, stderr } = await bench.run(['plan']);
    expect(code).toBe(65);
    expect(stderr).toContain('host-not-allowed');
  });
});

describe('a plan of a small file', () => {
  const small = (text: string): void => rewrite(text.replaceAll(/^ {4}# x+\n/gmu, ''));

  it('is the same as where nothing is read ahead, with the same requests, each once', async () => {
    small(declared);
    const ahead = await bench.run(['plan', '--format', 'json']);
    const requests = asked();
    bench.sandbox.clearRequests();
    const after = await bench.run(['plan', '--format', 'json', ...audited]);
    const { changes, summary } = JSON.parse(ahead.stdout);
    expect(JSON.parse(after.stdout)).toMatchObject({ changes, summary });
    expect(summary.update).toBe(count + 1);
    expect([...requests].sort()).toEqual([...asked()].sort());
    expect(new Set(requests).size).toBe(count + 3);
  });

  it('begins to read before the file is known, and tells its problems as always', async () => {
    small(unsound);
    const ahead = await bench.run(['plan']);
    expect(ahead.code).toBe(65);
    expect(asked()).not.toEqual([]);
    expect(await bench.run(['plan', ...audited])).toEqual(ahead);
  });
});

describe('an audited plan of a large file', () => {
  it('sends nothing before the file is known, so that each request has its alias', async () => {
    await bench.run(['plan', ...audited]);
    const lines = readFileSync(join(bench.folder, 'audit.jsonl'), 'utf8').trimEnd().split('\n');
    const targets = lines.map((line) => JSON.parse(line).targets[0]);
    expect(targets.sort()).toEqual(
      [...clients.map((_, index) => `clients.c${index}`), 'global', 'global', 'global'].sort(),
    );
    bench.sandbox.clearRequests();
    rewrite(unsound);
    expect((await bench.run(['plan', ...audited])).code).toBe(65);
    expect(asked()).toEqual([]);
  });
});

describe('what is read ahead', () => {
  const session = () =>
    fakeSession({
      cwd: bench.folder,
      variables: { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret },
    });
  const list = (): number => asked().filter((path) => path.endsWith('/clients')).length;

  it('is asked for before the file is loaded, given out once, and read anew after that', async () => {
    const here = session();
    const first = new Promise<void>((resolve) => {
      fault = () => void resolve();
    });
    await readingAhead('capstan.yaml', here, async (open) => {
      await first;
      const { desired } = await loadedOrEnd('capstan.yaml', here, 'required');
      const api = open(apiOptions(accessOf(desired, here), here));
      const names = async (): Promise<unknown> => {
        const read = await api.readClientSettings(idOf(0));
        return read.kind === 'value' ? read.value.sections.settings.get('site_name') : read;
      };
      expect(await names()).toBe('Old');
      bench.sandbox.edit((state) => ({
        ...state,
        clients: state.clients.map((client) => ({ ...client, settings: { site_name: 'Newer' } })),
      }));
      expect(await names()).toBe('Newer');
      await api.listClients();
      expect(list()).toBe(1);
      await api.listClients();
      expect(list()).toBe(2);
    });
  });

  it('begins with some of the clients, and goes on in their order without those that were asked for meanwhile', async () => {
    const here = session();
    const settings = (): readonly string[] => asked().filter((path) => path.includes('/clients/'));
    await readingAhead('capstan.yaml', here, async (open) => {
      const { desired } = await loadedOrEnd('capstan.yaml', here, 'required');
      const api = open(apiOptions(accessOf(desired, here), here));
      await Promise.all([count - 1, 0, 1].map((index) => api.readClientSettings(idOf(index))));
      await vi.waitFor(() => expect(settings()).toHaveLength(count));
    });
    expect(new Set(settings()).size).toBe(count);
  });

  it('counts for nothing where the file turns out to be for another application or caller', async () => {
    const here = session();
    const other = await startSandbox({ seed: scenarioState(live) });
    try {
      await readingAhead('capstan.yaml', here, async (open) => {
        const { desired } = await loadedOrEnd('capstan.yaml', here, 'required');
        const options = apiOptions(accessOf(desired, here), here);
        const application = { ...options.application, configUrl: other.url, captureUrl: other.url };
        await open({ ...options, application }).listClients();
        expect(other.requests).toHaveLength(1);
        const before = list();
        await open({ ...options, credentials: { ...options.credentials, clientId: idOf(1) } }).listClients();
        expect(list()).toBeGreaterThan(before);
      });
    } finally {
      await other.close();
    }
  });

  it('is nothing for a file without an application, a very large one, one in an unusual form, and one that is missing', async () => {
    const usual = readFileSync(join(bench.folder, 'capstan.yaml'), 'utf8');
    const files = [usual, 'version: 1\n', `---\n${usual}`, `${usual}${`# ${'x'.repeat(1000)}\n`.repeat(1100)}`, null];
    const begun: number[] = [];
    for (const text of files) {
      const here = session();
      let asked = 0;
      const onlooker: typeof here.requests.onlooker = (aliases) => {
        asked += 1;
        return here.requests.onlooker(aliases);
      };
      if (text !== null) bench.write('capstan.yaml', text);
      const file = text === null ? 'none.yaml' : 'capstan.yaml';
      await readingAhead(file, { ...here, requests: { ...here.requests, onlooker } }, async () => undefined);
      begun.push(asked);
    }
    expect(begun).toEqual([1, 0, 0, 0, 0]);
  });
});
