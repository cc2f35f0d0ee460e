import type { RecordedRequest, Sandbox, SandboxClient, SandboxState } from '../../src/sandbox/run-sandbox.ts';
import { laterDay, laterDayMark } from './later-day.ts';
import type { CliRun } from './run-cli.ts';

/** A command line, what it printed, and what the service was asked to write. */
export function shown(
  args: readonly string[],
  run: CliRun,
  sandbox: Sandbox,
  writes: readonly RecordedRequest[],
): string {
  const requests = writes.map((request) => `  ${requestLine(request)}`);
  const said = withoutProgress(run.stderr);
  const mayWrite = args[0] === 'apply' || args[0] === 'undo';
  return [
    `$ capstan ${args.join(' ')}`,
    steady(run.stdout, sandbox),
    ...(said === '' ? [] : ['stderr:', steady(said, sandbox)]),
    `exit ${run.code}`,
    ...(mayWrite ? ['writes seen by the service:', ...(requests.length === 0 ? ['  none'] : requests)] : []),
    '',
  ].join('\n');
}

/** Without the lines of progress, which come by the clock: a slow machine shows one where a fast one shows none. */
function withoutProgress(stderr: string): string {
  return stderr.replace(/^Reading .*… .*, \d+ s\n/gm, '');
}

/** The text without what differs from run to run. */
function steady(text: string, sandbox: Sandbox): string {
  return (
    text
      .replaceAll(sandbox.url, 'http://sandbox')
      .replaceAll(new URL(sandbox.url).host, 'sandbox')
      .replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replace(/\b\d{1,2} [A-Z][a-z]{2} 20\d\d, \d\d:\d\d UTC\b/g, '<time>')
      .replace(/[^\s"]*capstan-scenario-\w+/g, '<folder>')
      .replace(/\b\d{14}-[0-9a-f]{8}\b/g, '<id>')
      // The address of the sandbox goes into it.
      .replace(/"(configDigest|seal)": "[^"]+"/g, '"$1": "<digest>"')
      .replace(/\brequest [0-9a-z]{16}\b/g, 'request <id>')
      .replaceAll(laterDay(), laterDayMark)
      .replace(/until: 20\d\d-\d\d-\d\d, reason: "why/g, 'until: <in 30 days>, reason: "why')
      .replace(/in \d+ ms/g, 'in <n> ms')
      .trimEnd()
  );
}

/** Whether a request may change anything. */
export function isWrite({ method, path }: RecordedRequest): boolean {
  if (method === 'PUT' || method === 'DELETE') return true;
  return method === 'POST' && !/\/(get|get_default|get_multi|items|keys|list)$/.test(path);
}

/** A request in one line, without secrets. */
export function requestLine({ method, path, form }: RecordedRequest): string {
  const fields = [...Object.entries(form ?? {})].map(([name, value]) => `${name}=${masked(String(value))}`);
  return [method, path, ...fields].join(' ');
}

function masked(value: string): string {
  return value.replace(/canary[\w-]*/g, '(canary)');
}

/** In what live differs from before. */
export function stateText(before: SandboxState, after: SandboxState): string {
  if (JSON.stringify(before) === JSON.stringify(after)) return 'live afterwards: unchanged\n';
  const scopes = [
    differences('global', before, after),
    ...after.clients.map((client, at) => differences(client.name, before.clients[at] ?? client, client)),
  ];
  return ['live afterwards:', ...scopes.flat(), ''].join('\n');
}

type Held = Pick<SandboxState, 'settings' | 'custom'> & Partial<SandboxClient>;

const ownOfClients = ['name', 'features', 'ipWhitelist'] as const;

function differences(name: string, before: Held, after: Held): readonly string[] {
  const rows = (['settings', 'custom'] as const).flatMap((section) => {
    const [old, now] = [new Map(Object.entries(before[section])), new Map(Object.entries(after[section]))];
    return [...new Set([...old.keys(), ...now.keys()])]
      .sort()
      .map((key) => [key, held(old.get(key)), held(now.get(key))] as const)
      .filter(([, was, is]) => was !== is)
      .map(([key, was, is]) => `  ${name} ${section}.${key}: ${was} -> ${is}`);
  });
  const own = ownOfClients.flatMap((member) => {
    const [was, is] = [held(before[member]), held(after[member])];
    return was === is ? [] : [`  ${name} ${member}: ${was} -> ${is}`];
  });
  return [...rows, ...own];
}

function held(value: unknown): string {
  return value === undefined ? '(absent)' : masked(JSON.stringify(value));
}
