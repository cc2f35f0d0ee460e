import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bench, configuration, startBench } from './program.ts';

/** The mistakes of a first day: words and flags of other tools, slips, and what people forget. Files that they need are below. */
const mistakes: readonly string[] = [
  ...['diff', 'sync', 'push', 'pull', 'dump', 'export', 'deploy', 'rollback', 'refresh', 'destroy', 'status'],
  ...['version', 'fmt', 'login', 'plna', 'plan --json', 'plan --target settings.login_attempts', 'apply --yes'],
  ...['apply --dry-run', 'apply --force', 'plan --env-file .env', 'plan --client-secret=abc', 'plan --fromat json'],
  ...['plan --format yaml', 'plan prod.yaml', 'validate prod.yaml', 'apply prod.yaml', 'plan -f nowhere.yaml'],
  ...['plan -f "*.yml"', 'apply', 'apply --auto-approve=true', 'plan --quiet --verbose', 'show', 'undo', 'compare'],
  ...['undo latest', 'schema', 'schema plam', 'sandbox --port abc', 'completion powershell', 'plan --baseline main'],
  ...['plan --only login_attempts', 'plan --out capstan.yaml', 'snapshot --out capstan.yaml', 'plan --timeout soon'],
  ...['validate -f indentation.yaml', 'validate -f type.yaml', 'validate -f slip.yaml', 'validate -f null.yaml'],
  ...['validate -f list.yaml', 'validate -f twice.yaml', 'validate -f snapshot.json', 'validate -f outside.yaml'],
  ...['validate -f value.yaml', 'validate -f negative.yaml', 'validate -f capstan.yml', 'plan -', 'apply -'],
  ...['snapshot --out -', 'deck sync', 'doctor --fix'],
];

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
  const { write, sandbox } = bench;
  const head = configuration(sandbox.url).replace(/settings:[\s\S]*$/, '');
  write('prod.yaml', configuration(sandbox.url));
  write('indentation.yaml', `${head}settings:\n  login_attempts: 3\n   site_name: x\n`);
  write('type.yaml', `${head}settings:\n  login_attempts: five\n`);
  write('slip.yaml', `${head}setings:\n  login_attempts: 5\n`);
  write('null.yaml', `${head}settings:\n  login_attempts:\n`);
  write('list.yaml', `${head}clients:\n  - web\n`);
  write('twice.yaml', `${head}settings:\n  login_attempts: 5\n  login_attempts: 6\n`);
  write('value.yaml', `${head}settings:\n  backplane_version: v9\n`);
  write('negative.yaml', `${head}settings:\n  login_attempts_threshold: -1\n`);
  write('outside.yaml', `${head}login_attempts: 5\n`);
  await bench.run(['snapshot', '--out', 'snapshot.json']);
});

afterAll(() => bench.end());

it('are answered with what is wrong and what to do, in the first lines', async () => {
  const answers: string[] = [];
  for (const typed of mistakes) answers.push(await answered(typed));
  expect(mistakes.length).toBeGreaterThanOrEqual(40);
  await expect(answers.join('\n')).toMatchFileSnapshot('first-day-mistakes.txt');
});

/** What was typed, the exit code, and the first message with its cure. */
async function answered(typed: string): Promise<string> {
  const words = (typed.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
  const { code, stdout, stderr } = await bench.run(words);
  const text = `${stderr}${stdout}`.replaceAll(bench.sandbox.url, '<url>').replace(/until: [\d-]+/g, 'until: <day>');
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('error: '));
  const more = lines.slice(start + 1);
  const end = more.findIndex((line) => !line.startsWith('    '));
  const said = start === -1 ? ['(no error)'] : [lines[start] ?? '', ...more.slice(0, end)];
  return `$ capstan ${typed}\n${said.join('\n')}\nexit ${code}\n`;
}
