import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { planDigest } from '../engine/plan-document/digests.ts';
import { scanJson } from '../leaf/parse-json.ts';
import { errorCode, inShell } from '../leaf/system-text.ts';
import type { Snapshot } from '../model/baseline.ts';
import type { Plan } from '../model/plan.ts';
import { parseTargetPattern } from '../model/target-pattern.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { ExpectedEnd, endWith } from './ending.ts';

const formatVersion = 1;
// A value of a setting nests at most 64 levels, and is a few levels below the top.
const maxDepth = 80;
const maxPlanBytes = 64 * 1024 * 1024;

/**
 * Reads a plan from a file; ends with 65 if it is not a plan, has another format, or was changed since it was saved.
 */
export async function readSavedPlan(path: string, cwd: string): Promise<Plan> {
  const content = parsed(await readText(path, cwd), path);
  const version =
    typeof content === 'object' && content !== null && 'formatVersion' in content ? content.formatVersion : undefined;
  if (version !== undefined && version !== formatVersion) throw unknownFormat(path);
  const { plan, wrongAt } = await asPlan(content);
  if (plan === undefined) throw notAPlan(path, wrongAt);
  if (!hasRealTimes(plan) || !plan.only.every(isTarget)) throw edited(path);
  if (planDigest(plan) !== plan.digest || countsDiffer(plan)) throw edited(path);
  return plan;
}

/** Validates a plan in JSON; undefined: it is not a plan, and `wrongAt` is the first invalid location. */
export async function asPlan(content: unknown): Promise<{ readonly plan: Plan | undefined; readonly wrongAt: string }> {
  const { validate } = await import('../generated/validate-plan.js');
  if (!validate(content)) return { plan: undefined, wrongAt: validate.errors?.[0]?.instancePath ?? '' };
  return { plan: content as Plan, wrongAt: '' }; // the validator has just checked it
}

function isTarget(text: string): boolean {
  return parseTargetPattern(text) !== undefined;
}

// An invalid day would never expire.
function hasRealTimes({ readAt, createdAt, expiresAt }: Plan): boolean {
  return [readAt, createdAt, expiresAt].every((time) => !Number.isNaN(Date.parse(time)));
}

// The digest does not cover these fields, but a reader trusts them.
function countsDiffer({ summary, changes, status }: Plan): boolean {
  const count = (action: Plan['changes'][number]['action']): number =>
    changes.filter((change) => change.action === action).length;
  const actions = ['create', 'update', 'remove', 'features'] as const;
  return actions.some((action) => summary[action] !== count(action)) || (status === 'in-sync' && changes.length > 0);
}

async function readText(path: string, cwd: string): Promise<string> {
  const place = resolve(cwd, path);
  try {
    const { size, isFile } = await sizeOf(place);
    // A pipe may never end, and capstan writes no larger file.
    if (isFile && size <= maxPlanBytes) return withoutMark(await readFile(place, 'utf8'));
  } catch (cause) {
    throw planProblem('plan-unreadable', `The plan ${path} cannot be read (${errorCode(cause)}).`);
  }
  throw planProblem('plan-unreadable', `The plan ${path} is not a file, or is too large for a plan.`);
}

async function sizeOf(path: string): Promise<{ readonly size: number; readonly isFile: boolean }> {
  const found = await stat(path);
  return { size: found.size, isFile: found.isFile() };
}

function parsed(text: string, path: string): unknown {
  // Nesting is bounded before any recursion; a repeated key is refused, because a reader may see its other value.
  if (scanJson(text, maxDepth).kind !== 'sound') throw notAPlan(path, '');
  try {
    return JSON.parse(text);
  } catch {
    throw planProblem('plan-not-json', `The plan ${path} ${whyNotJson(text)}.`);
  }
}

// An editor may have added it.
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/u, '');
}

function whyNotJson(text: string): string {
  if (text.trim() === '') return 'is empty';
  // A redirection of Windows PowerShell writes UTF-16.
  return text.includes('\u0000')
    ? 'is not text in UTF-8: a redirection may have changed it'
    : 'is not JSON, or is cut off';
}

function unknownFormat(path: string): Error {
  return planProblem(
    'plan-format-unknown',
    `The plan ${path} has a format that this version of capstan does not support (it supports ${formatVersion}).`,
    'Make a new plan with this version of capstan: `capstan plan --out FILE`.',
  );
}

function notAPlan(path: string, place: string): Error {
  const where = place === '' ? '' : ` (at ${place})`;
  return planProblem(
    'plan-malformed',
    `${path} is not a plan that capstan wrote${where}.`,
    place === '' ? checkName : newPlan,
  );
}

function edited(path: string): Error {
  return planProblem(
    'plan-edited',
    `The plan ${path} was changed since capstan wrote it: its digest does not match its content.`,
    newPlan,
  );
}

const checkName = 'Check the name, or make a plan with `capstan plan --out FILE`.';
const newPlan = 'Make a new plan with `capstan plan --out FILE`: a saved plan cannot be edited.';

function planProblem(code: string, message: string, cure = checkName): Error {
  return endWith('invalidFile', { code, message, cure });
}

/** The options of a plan that applying it has to repeat. */
export type SavedWith = { readonly out: string; readonly file: string; readonly secrets: 'required' | 'left-out' };

/** The message after saving a plan: its path, its digest, and how to apply it. */
export function savedText(plan: Plan, { out, file, secrets }: SavedWith): string {
  const saved = `Saved as ${visibleText(out)}, ${plan.digest}.`;
  if (plan.source === 'snapshot') return `${saved} It was made from a snapshot and cannot be applied.\n`;
  if (plan.status === 'blocked') return `${saved} It is blocked and cannot be applied.\n`;
  if (plan.status === 'in-sync') return `${saved} There is nothing to apply.\n`;
  const words = [
    'capstan apply',
    // A name that begins with a dash would be taken for a flag.
    inShell(out.startsWith('-') ? `./${out}` : out),
    ...(file === 'capstan.yaml' ? [] : ['-f', inShell(file)]),
    ...(secrets === 'left-out' ? ['--without-secrets'] : []),
  ];
  return `${saved}\nTo apply it until ${visibleText(plan.expiresAt)}: ${visibleText(words.join(' '))}\n`;
}

const snapshotFormat = 1;
// The maximum size of a response, times some clients; capstan writes no larger snapshot.
const maxSnapshotBytes = 256 * 1024 * 1024;

/** Reads a snapshot from a file, named `shown` in messages; ends with 65 if it is not one, or has another format. */
export async function readSnapshot(path: string, shown: string): Promise<Snapshot> {
  const content = parsedSnapshot(await snapshotText(path, shown), shown);
  const version =
    typeof content === 'object' && content !== null && 'formatVersion' in content ? content.formatVersion : undefined;
  if (version !== undefined && version !== snapshotFormat) {
    const known = `it supports ${snapshotFormat}`;
    throw snapshotProblem(
      'snapshot-format-unknown',
      `The snapshot ${shown} has a format that this version of capstan does not support (${known}).`,
    );
  }
  const { validate } = await import('../generated/validate-snapshot.js');
  if (validate(content)) return content as Snapshot; // the validator has just checked it
  const place = validate.errors?.[0]?.instancePath ?? '';
  throw notASnapshot(shown, place === '' ? '' : `at ${place}`);
}

async function snapshotText(path: string, shown: string): Promise<string> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > maxSnapshotBytes)
      throw snapshotProblem(
        'snapshot-unreadable',
        `The snapshot ${shown} is not a file, or is too large for a snapshot.`,
      );
    return withoutMark(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof ExpectedEnd) throw cause;
    throw snapshotProblem('snapshot-unreadable', `The snapshot ${shown} cannot be read (${errorCode(cause)}).`);
  }
}

function parsedSnapshot(text: string, path: string): unknown {
  const scan = scanJson(text, maxDepth);
  // A reader of the file may see the other value of a repeated key.
  if (scan.kind === 'duplicate-key') throw notASnapshot(path, 'a key stands twice in one of its objects');
  if (scan.kind === 'too-deep') throw notASnapshot(path, `it nests deeper than ${maxDepth} levels`);
  try {
    return JSON.parse(text);
  } catch {
    throw snapshotProblem('snapshot-not-json', `The snapshot ${path} ${whyNotJson(text)}.`);
  }
}

function notASnapshot(path: string, why: string): Error {
  return snapshotProblem(
    'snapshot-malformed',
    `${path} is not a snapshot that capstan wrote${why === '' ? '' : ` (${why})`}.`,
  );
}

function snapshotProblem(code: string, message: string): Error {
  const cure = 'Check the name, or make a snapshot with `capstan snapshot --out FILE`.';
  return endWith('invalidFile', { code, message, cure });
}

/** A snapshot of another application says nothing about this one. */
export function refuseOtherApplication(path: string, kept: string, named: string): void {
  if (kept === named) return;
  throw endWith('invalidFile', {
    code: 'snapshot-of-other-application',
    message: `The snapshot ${path} is of application ${kept}; the file names ${named}.`,
    cure: 'Use a snapshot of this application, or the file of the other one.',
  });
}
