import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, run, settings } from '@oclif/core';
import { Absorb } from './commands/absorb.ts';
import { Apply } from './commands/apply.ts';
import { Compare } from './commands/compare.ts';
import { Drift } from './commands/drift.ts';
import { hideVariables, knownVariables } from './commands/environment.ts';
import { errorCode } from './commands/error-code.ts';
import { exitCode } from './commands/exit-code.ts';
import { Import } from './commands/import.ts';
import { OutputFailed } from './commands/output-failed.ts';
import { Plan } from './commands/plan.ts';
import { Runs } from './commands/runs.ts';
import { Sandbox } from './commands/sandbox.ts';
import { Schema } from './commands/schema.ts';
import { Show } from './commands/show.ts';
import { Snapshot } from './commands/snapshot.ts';
import { Undo } from './commands/undo.ts';
import { asUsageEnd, unknownCommand } from './commands/usage-end.ts';
import { Validate } from './commands/validate.ts';
import { isSound } from './commands/write-stream.ts';
import { toolVersion } from './tool-version.ts';

/** Every command; oclif finds them here. */
export const COMMANDS: Readonly<Record<string, Command.Class>> = {
  absorb: Absorb,
  apply: Apply,
  compare: Compare,
  drift: Drift,
  import: Import,
  plan: Plan,
  runs: Runs,
  sandbox: Sandbox,
  schema: Schema,
  show: Show,
  snapshot: Snapshot,
  undo: Undo,
  validate: Validate,
};

/** Runs the program and ends the process, once everything that was written has left it. */
export async function main(words: readonly string[] = process.argv.slice(2)): Promise<void> {
  hideVariables();
  const argv = words[0] === 'help' ? [...words.slice(1), '--help'] : words;
  const output = watchOutput();
  // An error from where nobody awaits it, such as a callback of a connection: reported like any other, and the end.
  process.on('uncaughtException', (error) => {
    reported(error, argv).then(
      (code) => process.exit(code),
      () => process.exit(exitCode.unexpected),
    );
  });
  const code = await exitCodeOf(argv);
  await drained(process.stdout);
  // What was not printed by a session, such as help, fails without anybody waiting for it.
  const lost = code === exitCode.done ? output.failure() : null;
  process.exitCode = lost === null ? code : await reported(new OutputFailed(lost, 'nothing'), argv);
  await drained(process.stderr);
  // Connections and timers that are still open must not hold up the end.
  process.exit();
}

async function exitCodeOf(argv: readonly string[]): Promise<number> {
  try {
    refuseUnknownCommand(argv);
    const result: unknown = await runOclif(argv);
    return typeof result === 'number' ? result : 0;
  } catch (error) {
    return reported(error, argv);
  }
}

async function reported(error: unknown, argv: readonly string[]): Promise<number> {
  const { reportEnd } = await import('./commands/report-end.ts');
  const facts = { argv, variables: knownVariables(), toolVersion: toolVersion(), nodeVersion: process.version };
  const report = reportEnd(asUsageEnd(error, flagNames(argv[0] ?? '')), facts);
  process.stdout.write(report.out);
  process.stderr.write(report.tell);
  return report.exitCode;
}

/** Knows whether stdout failed otherwise than by losing its reader. oclif would throw, from where nobody catches. */
function watchOutput(): { readonly failure: () => string | null } {
  let failure: string | null = null;
  process.stdout.removeAllListeners('error');
  process.stdout.on('error', (error) => {
    if (!isSound(error)) failure ??= errorCode(error);
  });
  process.stderr.on('error', () => {});
  return { failure: () => failure };
}

function refuseUnknownCommand([name]: readonly string[]): void {
  if (name === undefined || ['--help', '-h', '--version', '-v'].includes(name) || Object.hasOwn(COMMANDS, name)) return;
  throw unknownCommand(name, Object.keys(COMMANDS));
}

function flagNames(command: string): readonly string[] {
  const found = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  return ['help', ...Object.keys({ ...found?.flags, ...found?.baseFlags })];
}

function runOclif(argv: readonly string[]): Promise<unknown> {
  // No search for TypeScript sources, whatever NODE_ENV says.
  settings.enableAutoTranspile = false;
  const pjson = {
    name: 'capstan',
    version: toolVersion(),
    description: 'Configuration as code for Akamai Identity Cloud.',
    oclif: {
      bin: 'capstan',
      dirname: 'capstan',
      additionalHelpFlags: ['-h'],
      additionalVersionFlags: ['-v'],
      commands: { strategy: 'explicit' as const, target: './dist/cli.cjs', identifier: 'COMMANDS' },
    },
  };
  return run([...argv], { root: dirname(dirname(fileURLToPath(import.meta.url))), pjson });
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.on('error', () => resolve());
    stream.write('', () => resolve());
  });
}
