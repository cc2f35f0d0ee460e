import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, run, settings } from '@oclif/core';
import { Apply } from './commands/apply.ts';
import { Import } from './commands/import.ts';
import { Plan } from './commands/plan.ts';
import { Sandbox } from './commands/sandbox.ts';
import { Schema } from './commands/schema.ts';
import { Show } from './commands/show.ts';
import { asUsageEnd, unknownCommand } from './commands/usage-end.ts';
import { Validate } from './commands/validate.ts';
import { toolVersion } from './tool-version.ts';

/** Every command; oclif finds them here. */
export const COMMANDS: Readonly<Record<string, Command.Class>> = {
  apply: Apply,
  import: Import,
  plan: Plan,
  sandbox: Sandbox,
  schema: Schema,
  show: Show,
  validate: Validate,
};

/** Runs the program and ends the process, once everything that was written has left it. */
export async function main(words: readonly string[] = process.argv.slice(2)): Promise<void> {
  const argv = words[0] === 'help' ? [...words.slice(1), '--help'] : words;
  process.exitCode = await exitCodeOf(argv);
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  // Connections and timers that are still open must not hold up the end.
  process.exit();
}

async function exitCodeOf(argv: readonly string[]): Promise<number> {
  try {
    refuseUnknownCommand(argv);
    const result: unknown = await runOclif(argv);
    return typeof result === 'number' ? result : 0;
  } catch (error) {
    const { reportEnd } = await import('./commands/report-end.ts');
    const facts = { argv, variables: process.env, toolVersion: toolVersion(), nodeVersion: process.version };
    const report = reportEnd(asUsageEnd(error, flagNames(argv[0] ?? '')), facts);
    process.stdout.write(report.out);
    process.stderr.write(report.tell);
    return report.exitCode;
  }
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
