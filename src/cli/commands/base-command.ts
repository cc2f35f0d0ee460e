import { resolve } from 'node:path';
import { Command, Config, Flags, type Interfaces } from '@oclif/core';
import { standardInput } from '../../config/files/file-tree.ts';
import type { Source } from '../../model/finding.ts';
import { exitCode } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { refuseEmptyFlags, refuseSecretWords } from '../terminal/environment.ts';
import { createDeadline } from '../terminal/interruption.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import { formatOf, plainFormats, reportFormats } from '../terminal/session.ts';

const flags = {
  file: Flags.string({
    char: 'f',
    multiple: true,
    multipleNonGreedy: true,
    default: ['capstan.yaml'],
    helpValue: 'FILE',
    description:
      'The configuration file; may be repeated. A pattern (glob) leaves out protect files and files that others extend; - reads standard input.',
    helpGroup: 'GLOBAL',
  }),
  format: Flags.string({
    options: [...plainFormats],
    default: 'text',
    helpValue: 'text|json',
    description: 'The format of results on stdout.',
    helpGroup: 'GLOBAL',
  }),
  'no-color': Flags.boolean({ description: 'No colours (as NO_COLOR in the environment).', helpGroup: 'GLOBAL' }),
  quiet: Flags.boolean({ description: 'Prints the result in one line.', exclusive: ['verbose'], helpGroup: 'GLOBAL' }),
  verbose: Flags.boolean({ description: 'Prints everything: locations, requests, full values.', helpGroup: 'GLOBAL' }),
  vars: Flags.string({
    helpValue: 'FILE',
    description:
      'Reads variables from a file with lines of NAME=VALUE: variables that the configuration refers to, and those of capstan. No .env file is read without this flag.',
    helpGroup: 'GLOBAL',
  }),
};

/** The flags of the commands that show a plan, a run, drift or a comparison. */
export const reportFlags = {
  format: Flags.string({
    options: [...reportFormats],
    default: 'text',
    helpValue: reportFormats.join('|'),
    description:
      'The format of results on stdout. markdown fits a comment, sarif is 2.1.0, github prints annotations and fills the summary of the step, gitlab is the report that its merge requests show.',
    helpGroup: 'GLOBAL',
  }),
};

/** The flag of the commands that print a plan as a comment. */
export const commentFlags = {
  ...reportFlags,
  'previous-digest': Flags.string({
    helpValue: 'DIGEST',
    description: 'The digest of the plan that this comment showed before, for --format markdown.',
  }),
};

/** The flag of the commands that can be limited to some targets. */
export const onlyFlags = {
  only: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'TARGET',
    description: 'Limits the command to this target, such as settings.KEY or clients.ALIAS; may be repeated.',
  }),
};

/** The flag of the commands that write, or remove a lock. */
export const lockFlags = {
  lock: Flags.option({
    options: ['local', 'git'] as const,
    helpValue: 'local|git',
    description:
      'The lock that keeps other runs away: local (a lock on this machine) or git (also a ref on the remote of the repository); by default `lock:` of the file.',
  })(),
};

/** The flags of the commands that work on many applications in one run. */
export const fleetFlags = {
  fleet: Flags.string({
    helpValue: 'FILE',
    exclusive: ['file'],
    description: 'Works on the applications of a fleet file (see `schema fleet`) instead of -f.',
    helpGroup: 'FLEET',
  }),
  select: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'LABEL=VALUE',
    description:
      'Works on the applications with this label; VALUE,VALUE means any of them (a comma that is part of a value is written \\,). May be repeated: all must match. name and wave are labels too.',
    helpGroup: 'FLEET',
  }),
  shard: Flags.string({
    helpValue: 'I/N',
    description:
      'Works on one of N parts, divided by application id. auto takes the part from Kubernetes (JOB_COMPLETION_INDEX, CAPSTAN_SHARDS) or GitLab (CI_NODE_INDEX, CI_NODE_TOTAL).',
    helpGroup: 'FLEET',
  }),
  report: Flags.string({
    helpValue: 'FILE',
    description: 'Also writes the report of the fleet as JSON to this file, for `report merge`.',
    helpGroup: 'FLEET',
  }),
};

/** The flags of the commands that send requests to the service. */
export const serviceFlags = {
  timeout: Flags.integer({
    min: 1,
    // One day. A timer of Node fires at once when it is given more than 24 days.
    max: 86_400,
    helpValue: 'SECONDS',
    description:
      'The longest time for the whole command. After it the command ends with 69 and prints what it waited for. A run that writes stops after the request in flight, and ends with 6 if a request was done.',
    helpGroup: 'GLOBAL',
  }),
  audit: Flags.string({
    helpValue: 'FILE',
    description: 'Appends a line of JSON for each request to this file: time, request and targets, no values.',
    helpGroup: 'GLOBAL',
  }),
};

type ParsedCommon = {
  readonly file: readonly string[];
  readonly format: string;
  readonly 'no-color': boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly vars: string | undefined;
  readonly audit?: string | undefined;
  readonly timeout?: number | undefined;
  readonly 'previous-digest'?: string | undefined;
  readonly fleet?: string | undefined;
  readonly select?: readonly string[] | undefined;
  readonly shard?: string | undefined;
  readonly report?: string | undefined;
};

/** What oclif knows of the program, and the host that its command runs in. */
export class ProgramConfig extends Config {
  readonly host: Host;

  constructor(options: Interfaces.Options, host: Host) {
    super(options);
    this.host = host;
    // What a command asks for. All else, which `load` finds out, is for help.
    this.bin = 'capstan';
  }

  /** Hooks are of plugins, and there are none. oclif would want the config to be loaded, to look for them. */
  override async runHook(): Promise<Interfaces.Hook.Result<never>> {
    return { failures: [], successes: [] };
  }
}

/** A command of the program. */
export abstract class ProgramCommand extends Command {
  declare config: ProgramConfig;

  /** Parses the arguments and runs. Returns the exit code, or nothing. */
  override _run<T>(): Promise<T> {
    return super._run<T>();
  }

  // oclif would set the exit code of the process itself.
  protected override async catch(error: unknown): Promise<never> {
    throw error;
  }
}

/** What most commands share: the common flags, and the session made from them. */
export abstract class BaseCommand extends ProgramCommand {
  static override baseFlags = flags;

  /** Whether the command supports `-f -`. */
  protected readonly standardInput: 'read' | 'refused' = 'refused';

  #session: Session | undefined;
  readonly #deadline = createDeadline();

  /** The flags as commands use them, and their session. Loads the rest of the program on demand. */
  protected async open(parsed: ParsedCommon): Promise<{ readonly common: CommonFlags; readonly session: Session }> {
    refuseEmptyFlags(parsed);
    const [{ processSession }, { findFiles, leftOutLine }] = await Promise.all([
      import('../terminal/process-session.ts'),
      import('../run-files.ts'),
    ]);
    const verbosity = voiceOf(parsed);
    const colour = parsed['no-color'] ? 'no-color' : 'unsaid';
    const { audit, file: named } = parsed;
    const opened = await processSession({ verbosity, colour, varsFile: parsed.vars, audit, named }, this.config.host);
    // The content of the vars file is known only now.
    refuseSecretWords(this.argv, this.config.host.variables.known());
    this.#session = opened;
    if (parsed.timeout !== undefined) this.#deadline.start(parsed.timeout, opened);
    const plain = named.includes(standardInput) ? await this.#withStandardInput(opened) : opened;
    const fleet = isOverFleet(parsed) ? await fleetOf(parsed, plain) : undefined;
    const session = fleet === undefined ? plain : { ...plain, namedAt: fleet.namedAt };
    const found = fleet ?? (await findFiles(parsed.file, session.cwd));
    const { files: file, leftOut } = found;
    if (leftOut.length > 0 && verbosity !== 'quiet') await session.stderr(leftOutLine(leftOut));
    for (const name of file) session.files.note(resolve(session.cwd, name), 'read');
    const common = { file, format: formatOf(parsed.format), verbosity, previousDigest: parsed['previous-digest'] };
    return { common: fleet === undefined ? common : { ...common, fleet: fleet.view, report: parsed.report }, session };
  }

  // Standard input holds the configuration, so it cannot answer questions.
  async #withStandardInput(session: Session): Promise<Session> {
    const { readStandardInput, refuseStandardInput } = await import('../terminal/process-session.ts');
    if (this.standardInput === 'refused') throw refuseStandardInput();
    session.progress('Reading standard input…');
    const bytes = await readStandardInput(this.config.host.stdin);
    session.progress('');
    return { ...session, standardInput: bytes, prompt: undefined, choose: undefined };
  }

  /** A missing line of the audit changes the exit code, whatever the command returned. */
  override async _run<T>(): Promise<T> {
    try {
      const result = await Promise.race([super._run<T>(), this.#deadline.passed]);
      return typeof result === 'number' ? ((await this.#afterAudit(result)) as T) : result;
    } catch (error) {
      await this.#afterAudit(exitCode.unexpected);
      throw error;
    } finally {
      this.#deadline.stop();
    }
  }

  async #afterAudit(code: number): Promise<number> {
    if (this.#session === undefined || this.#session.requests.gap() === null) return code;
    const { auditExit } = await import('../audit.ts');
    return auditExit(code, this.#session);
  }
}

function isOverFleet({ fleet, select, shard, report }: ParsedCommon): boolean {
  return [fleet, select, shard, report].some((flag) => flag !== undefined);
}

// Loaded on demand.
async function fleetOf({ fleet, select = [], shard, file }: ParsedCommon, session: Session) {
  const { chooseFleet } = await import('../fleet/choose-fleet.ts');
  const { view, leftOut } = await chooseFleet({ fleet, select, shard, file }, session);
  const places = new Map(view.members.map((member) => [member.file, member.namedAt]));
  const namedAt = (name: string): Source | null => places.get(name) ?? null;
  return { view, files: view.members.map((member) => member.file), leftOut, namedAt };
}

function voiceOf({ quiet, verbose }: ParsedCommon): CommonFlags['verbosity'] {
  if (quiet) return 'quiet';
  return verbose ? 'verbose' : 'normal';
}
