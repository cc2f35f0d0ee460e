import { CommandHelp, Help, settings } from '@oclif/core';
import { errorCode } from '../leaf/system-text.ts';
import { packageFolder, toolVersion } from '../tool-version.ts';
import { Absorb } from './commands/absorb.ts';
import { Apply } from './commands/apply.ts';
import { type ProgramCommand, ProgramConfig } from './commands/base-command.ts';
import { Compare } from './commands/compare.ts';
import { Completion } from './commands/completion.ts';
import { Doctor } from './commands/doctor.ts';
import { DriftCommand } from './commands/drift.ts';
import { Explain } from './commands/explain.ts';
import { FleetCommand } from './commands/fleet.ts';
import { Import } from './commands/import.ts';
import { Init } from './commands/init.ts';
import { PlanCommand } from './commands/plan.ts';
import { ReportCommand } from './commands/report.ts';
import { Runs } from './commands/runs.ts';
import { Sandbox } from './commands/sandbox.ts';
import { Schema } from './commands/schema.ts';
import { Show } from './commands/show.ts';
import { SnapshotCommand } from './commands/snapshot.ts';
import { Undo } from './commands/undo.ts';
import { Unlock } from './commands/unlock.ts';
import { Validate } from './commands/validate.ts';
import { exitCode } from './exit-codes.ts';
import { type Host, processHost } from './host.ts';
import { refuseSecretWords } from './terminal/environment.ts';
import { isSound, OutputFailed, styleFor } from './terminal/output-stream.ts';

type CommandClass = Pick<typeof ProgramCommand, 'summary' | 'flags' | 'baseFlags'> &
  (new (
    argv: string[],
    config: ProgramConfig,
  ) => ProgramCommand);

/** Every command; oclif's help reads them from here. */
export const COMMANDS: Readonly<Record<string, CommandClass>> = {
  absorb: Absorb,
  apply: Apply,
  compare: Compare,
  completion: Completion,
  doctor: Doctor,
  drift: DriftCommand,
  explain: Explain,
  fleet: FleetCommand,
  import: Import,
  init: Init,
  plan: PlanCommand,
  report: ReportCommand,
  runs: Runs,
  sandbox: Sandbox,
  schema: Schema,
  show: Show,
  snapshot: SnapshotCommand,
  undo: Undo,
  unlock: Unlock,
  validate: Validate,
};

/** Runs the program and ends the process after all output is flushed. */
export async function main(words: readonly string[] = process.argv.slice(2)): Promise<void> {
  const host = processHost();
  // An error that is not awaited, such as a callback of a connection: reported like any other, and the end.
  process.on('uncaughtException', (error) => {
    reported(error, words, host).then(
      (code) => process.exit(code),
      () => process.exit(exitCode.unexpected),
    );
  });
  // Open connections and timers must not delay the end.
  process.exit(await runProgram(words, host));
}

/** Runs the program in a host. Resolves to the exit code after all output is flushed. */
export async function runProgram(words: readonly string[], host: Host): Promise<number> {
  const argv = words[0] === 'help' ? [...words.slice(1), '--help'] : words;
  const output = watchOutput(host);
  const code = await exitCodeOf(argv, host);
  await drained(host.stdout);
  // Output that no session printed, such as help, fails without a pending promise.
  const lost = code === exitCode.done ? output.failure() : null;
  const end = lost === null ? code : await reported(new OutputFailed(lost, 'nothing'), argv, host);
  await drained(host.stderr);
  return end;
}

async function exitCodeOf(argv: readonly string[], host: Host): Promise<number> {
  try {
    refuseSecretWords(argv, host.variables.known());
    const result: unknown = await carriedOut(argv, host);
    return typeof result === 'number' ? result : exitCode.done;
  } catch (error) {
    return reported(error, argv, host);
  }
}

async function reported(error: unknown, argv: readonly string[], host: Host): Promise<number> {
  const [{ reportEnd }, { asUsageEnd }] = await Promise.all([import('./report-fatal.ts'), import('./usage-error.ts')]);
  const variables = host.variables.known();
  const facts = { argv, variables, toolVersion: toolVersion(), nodeVersion: process.version, stderr: host.stderr };
  const usage = { known: flagNames(argv[0] ?? ''), flagsOf: flagsOf(), cwd: folderOf(host) };
  const report = reportEnd(asUsageEnd(error, usage), facts);
  host.stdout.write(report.out);
  host.stderr.write(report.tell);
  return report.exitCode;
}

/** Tracks whether stdout failed for another reason than a closed reader. oclif would throw an uncaught error. */
function watchOutput({ stdout, stderr }: Host): { readonly failure: () => string | null } {
  let failure: string | null = null;
  stdout.removeAllListeners('error');
  stdout.on('error', (error) => {
    if (!isSound(error)) failure ??= errorCode(error);
  });
  stderr.on('error', () => {});
  return { failure: () => failure };
}

function flagNames(command: string): readonly string[] {
  const found = commandOf(command);
  return ['help', ...Object.keys({ ...found?.flags, ...found?.baseFlags })];
}

function flagsOf(): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.keys(COMMANDS).map((name) => [name, flagNames(name)]));
}

// The working folder may not exist, which is then the reported error.
function folderOf(host: Host): string {
  try {
    return host.cwd();
  } catch {
    return '/';
  }
}

function commandOf(name: string): CommandClass | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

async function carriedOut(argv: readonly string[], host: Host): Promise<unknown> {
  const [name = '--help', ...words] = argv;
  const asksVersion = name === '--version' || name === '-v';
  const asksHelp = !asksVersion && wantsHelp(argv);
  const found = commandOf(name);
  if (found === undefined && !asksVersion && !isHelp(name)) throw await noSuchCommand(name);
  if (found === Completion && words.includes('--')) return completed(words.slice(words.indexOf('--') + 1), host);
  if (asksHelp) return shownHelp(argv, host);
  const config = programConfig(host, {});
  if (found === undefined) {
    await config.load();
    return host.stdout.write(`${config.userAgent}\n`);
  }
  if (words.some((word) => word.includes('=')))
    (await import('./usage-error.ts')).refuseSwitchValues(words, { ...found.flags, ...found.baseFlags });
  return new found(words, config)._run();
}

// A shell calls this at each Tab: it must answer without oclif.
async function completed(words: readonly string[], host: Host): Promise<void> {
  const { complete } = await import('./completion/complete.ts');
  const candidates = await complete(words, COMMANDS, { cwd: host.cwd(), variables: host.variables.known() });
  host.stdout.write(candidates.map(({ word, says }) => `${word}\t${says}\n`).join(''));
}

// Loaded on demand, like all error reports.
async function noSuchCommand(name: string): Promise<Error> {
  return (await import('./usage-error.ts')).unknownCommand(name, Object.keys(COMMANDS), flagsOf());
}

async function shownHelp(argv: readonly string[], host: Host): Promise<void> {
  if (argv.every(isHelp)) return rootHelp(host);
  const config = programConfig(host, commandsForHelp);
  await config.load();
  return new ProgramHelp(config, host).showHelp([...argv]);
}

// Needs nothing of oclif.
async function rootHelp(host: Host): Promise<void> {
  const { rootHelpText } = await import('./root-help.ts');
  const style = styleFor(host.stdout, host.variables.known(), 'unsaid');
  host.stdout.write(rootHelpText(toolVersion(), (name) => commandOf(name)?.summary ?? '', style));
}

// A word after -- is an argument, even if it looks like a flag.
function wantsHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  return argv.length === 0 || words.some(isHelp);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

const commandsForHelp = {
  commands: { strategy: 'explicit' as const, target: './dist/cli.cjs', identifier: 'COMMANDS' },
};

function programConfig(host: Host, discovery: typeof commandsForHelp | object): ProgramConfig {
  // No search for TypeScript sources, whatever NODE_ENV says.
  settings.enableAutoTranspile = false;
  const pjson = {
    name: 'capstan',
    version: toolVersion(),
    description: 'Configuration as code for Akamai Identity Cloud.',
    oclif: { bin: 'capstan', dirname: 'capstan', additionalHelpFlags: ['-h'], ...discovery },
  };
  return new ProgramConfig({ root: packageFolder(), pjson }, host);
}

/** oclif's help for one command, with examples before flags. */
class ExamplesFirst extends CommandHelp {
  protected override sections(): ReturnType<CommandHelp['sections']> {
    const sections = super.sections();
    const isEarly = ({ header }: { readonly header: string }): boolean => ['USAGE', 'EXAMPLES'].includes(header);
    return [...sections.filter(isEarly), ...sections.filter((section) => !isEarly(section))];
  }
}

/** The same help, printed to the output of the program. */
class ProgramHelp extends Help {
  protected override CommandHelpClass = ExamplesFirst;
  readonly #host: Host;

  constructor(config: ProgramConfig, host: Host) {
    // oclif breaks what it indents two columns too late.
    super(config, { maxWidth: Math.max(40, (host.stdout.columns ?? 80) - 2) });
    this.#host = host;
  }

  protected override log(...texts: readonly string[]): void {
    this.#host.stdout.write(`${texts.join(' ')}\n`);
  }
}

function drained(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    stream.on('error', () => resolve());
    stream.write('', () => resolve());
  });
}
