import { dirname, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { maxFileBytes } from '../../config/check/problems-and-limits.ts';
import { errorCode } from '../../leaf/system-text.ts';
import type { Style } from '../../render/text/style.ts';
import { toolVersion } from '../../tool-version.ts';
import { actorOf } from '../../workflows/actor.ts';
import type { RequestWatch, Variables } from '../../workflows/context.ts';
import { type Ending, endWith } from '../../workflows/ending.ts';
import { claimOutput, type FilesInUse, filesInUse } from '../../workflows/files/claim-output.ts';
import { openAuditFile, watchRequests } from '../audit.ts';
import type { Host } from '../host.ts';
import { givenVariables } from './environment.ts';
import { type SignalSource, watchSignals } from './interruption.ts';
import { canDraw, OutputFailed, styleFor, writeStream } from './output-stream.ts';
import { createProgress, type ProgressPlace } from './progress.ts';
import type { Session } from './session.ts';

export type SessionFlags = {
  /** The value of `--vars`. */
  readonly varsFile: string | undefined;
  readonly colour: 'no-color' | 'unsaid';
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** The audit file for requests; undefined: none. */
  readonly audit: string | undefined;
  /** The files of the command, with patterns unexpanded. The audit records the commit of the first. */
  readonly named: readonly string[];
};

/** The session of one command. */
export async function processSession(flags: SessionFlags, host: Host): Promise<Session> {
  const { stdin, stdout, now, sleep } = host;
  const { varsFile: vars, named } = flags;
  const cwd = host.cwd();
  const { variables, varsFile } = await givenVariables(host.variables.known(), vars, cwd);
  host.variables.learn({ ...varsFile, ...variables });
  const files = filesInUse();
  for (const read of [...named, ...(vars === undefined ? [] : [vars])]) files.note(resolve(cwd, read), 'read');
  const requests = await requestsOf(flags, { variables, files, cwd });
  const stderr = writeStream(host.stderr, () => null);
  const style = styleFor(host.stderr, variables, flags.colour);
  const place = progressPlace(host, variables, flags.verbosity);
  const progress = createProgress(place);
  host.everySecond(progress.tick);
  let describe: (() => string) | null = null;
  return {
    variables,
    varsFile,
    environment: host.environment,
    cwd,
    toolVersion: toolVersion(),
    now,
    sleep,
    stdout: writeStream(stdout, (reason) => new OutputFailed(reason, requests.wrote() ? 'a-write' : 'nothing')),
    stderr,
    progress: progress.step,
    underWay: () => describe?.() ?? progress.underWay(),
    tellWork: (next) => {
      describe = next;
    },
    place: { ...place, everySecond: host.everySecond },
    traffic: progress,
    notice: (text) => stderr(`${text}\n`),
    prompt: stdin.isTTY ? (question) => askOnTerminal(question, { input: stdin, output: host.stderr }) : undefined,
    choose: stdin.isTTY && canDraw(host.stderr, variables) ? chooser(host, style) : undefined,
    isStdoutOnTerminal: stdout.isTTY === true,
    stdoutStyle: styleFor(stdout, variables, flags.colour),
    stderrStyle: style,
    interruption: watchSignals(signalSource(host, { progress: progress.step, work: () => describe }), (text) => {
      progress.step('');
      host.stderr.write(text);
    }),
    requests,
    files,
  };
}

async function requestsOf(
  { audit, named }: SessionFlags,
  { variables, files, cwd }: { readonly variables: Variables; readonly files: FilesInUse; readonly cwd: string },
): Promise<RequestWatch> {
  if (audit === undefined) return watchRequests(null, { commit: null, actor: '' });
  const claimed = await claimOutput({ flag: '--audit', path: audit, kind: 'audit' }, { cwd, files });
  const file = openAuditFile(claimed);
  files.note(claimed.place, 'audit');
  const { commitOf } = await import('../../workflows/actor.ts');
  return watchRequests(file, {
    commit: await commitOf(dirname(resolve(cwd, named[0] ?? ''))),
    actor: actorOf(variables),
  });
}

/** On a terminal lines that are redrawn, elsewhere a line at intervals; with `--quiet` nothing. */
function progressPlace(
  { stderr, now }: Host,
  variables: Variables,
  verbosity: SessionFlags['verbosity'],
): ProgressPlace {
  const isQuiet = verbosity === 'quiet';
  const draws = canDraw(stderr, variables);
  const write = (text: string) => void stderr.write(text);
  return {
    now: () => now().getTime(),
    draw: draws && !isQuiet ? redrawing(write) : null,
    line: draws || isQuiet ? null : write,
    columns: stderr.columns ?? 80,
    rows: stderr.rows ?? 24,
  };
}

// Loaded only to show a list.
function chooser({ stdin, stderr }: Host, style: Style): NonNullable<Session['choose']> {
  return async (choice) => {
    const { chooseOnTerminal } = await import('../approve/ask-until-clear.ts');
    return chooseOnTerminal(choice, { input: stdin, output: stderr, style });
  };
}

type Told = {
  readonly progress: (text: string) => void;
  /** Describes the work over several files; null: there is none. */
  readonly work: () => (() => string) | null;
};

function signalSource({ signals, stderr }: Host, { progress, work }: Told): SignalSource {
  return {
    ...signals,
    exit: (code) => {
      progress('');
      const unfinished = work()?.();
      if (unfinished !== undefined) stderr.write(`Interrupted. This was not finished: ${unfinished}.\n`);
      signals.exit(code);
    },
  };
}

/** Asks and waits for a line; null if the user presses Ctrl-C or Ctrl-D. */
export async function askOnTerminal(
  question: string,
  streams: { input: Readable; output: Writable },
): Promise<string | null> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface(streams);
  return new Promise((resolve) => {
    let answered = false;
    lines.on('close', () => {
      // The cursor is still behind the question.
      if (!answered) streams.output.write('\n');
      resolve(null);
    });
    lines.on('SIGINT', () => lines.close());
    lines.question(question, (answer) => {
      answered = true;
      resolve(answer);
      lines.close();
    });
  });
}

/** Replaces the lines that it wrote before; '' clears them. */
export function redrawing(write: (text: string) => void): (text: string) => void {
  let below = 0;
  return (text) => {
    // From the first of the old lines to the end of the screen.
    write(below === 0 ? `\r\u001b[K${text}` : `\r\u001b[${below}A\u001b[J${text}`);
    below = text.split('\n').length - 1;
  };
}

/** Reads the configuration from standard input, up to the maximum size of a file. */
export async function readStandardInput(stdin: Readable & { readonly isTTY?: boolean }): Promise<Buffer> {
  if (stdin.isTTY === true) {
    const cure = 'Pipe a file into it, such as `sops -d capstan.yaml | capstan plan -f -`, or name a file with -f.';
    throw ended('wrongUsage', 'standard input is a terminal, but -f - reads a file from it', cure);
  }
  const bytes = await allOf(stdin);
  if (bytes.length > 0) return bytes;
  throw ended('invalidFile', 'standard input is empty', 'Check the command before the pipe: it may have failed.');
}

async function allOf(stdin: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    for await (const chunk of stdin) {
      chunks.push(Buffer.from(chunk));
      total += chunks.at(-1)?.length ?? 0;
      if (total > maxFileBytes) break;
    }
  } catch (error) {
    throw ended('invalidFile', `standard input cannot be read (${errorCode(error)})`, 'Pipe a file into it.');
  }
  if (total <= maxFileBytes) return Buffer.concat(chunks);
  const bound = `${maxFileBytes / 1024 / 1024} MiB`;
  throw ended('invalidFile', `standard input is larger than ${bound}`, 'Check that it is the right file.');
}

/** For commands that change the file, or that need standard input for questions. */
export function refuseStandardInput(): Error {
  const message = 'this command does not read its configuration from standard input';
  return ended(
    'wrongUsage',
    message,
    'Name a file with -f. These commands read it with -f -: plan, validate, apply, drift, compare, snapshot and doctor.',
  );
}

function ended(ending: Ending, message: string, cure: string): Error {
  return endWith(ending, { code: 'standard-input', message, cure });
}
