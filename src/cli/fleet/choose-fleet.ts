import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Chosen } from '../../config/files/find-config-files.ts';
import {
  type Fleet,
  type FleetMember,
  loadFleet,
  parseSelection,
  type Selection,
  selectMembers,
  type UnknownName,
  unknownName,
} from '../../config/load-fleet.ts';
import type { Variables } from '../../workflows/context.ts';
import { ExpectedEnd, endWith } from '../../workflows/ending.ts';
import { applicationIdOf } from '../../workflows/load-file.ts';
import { findFiles } from '../run-files.ts';
import type { FleetView, Session, Shard } from '../terminal/session.ts';
import { lookingAtFiles } from './fleet-progress.ts';

/** The flags that choose the applications of a run. */
export type FleetWish = {
  readonly fleet: string | undefined;
  readonly select: readonly string[];
  readonly shard: string | undefined;
  /** The value of `-f`; ignored with a fleet file. */
  readonly file: readonly string[];
};

/** The applications of a run, in order. Ends if the fleet file is invalid, or nothing is selected. */
export async function chooseFleet(
  wish: FleetWish,
  session: Session,
): Promise<{ readonly view: FleetView; readonly leftOut: Chosen['leftOut'] }> {
  const shard = wish.shard === undefined ? null : parseShard(wish.shard, session.variables);
  const { waves, members, leftOut } = await membersOf(wish, session);
  const own = shard === null ? members : await membersInShard(members, shard, session);
  const all = members.map(({ name }) => name);
  const selectedWaves = waves.filter((_, at) => members.some(({ wave }) => wave === at));
  return { view: { fleet: wish.fleet ?? null, waves, members: own, shard, selectedWaves, all }, leftOut };
}

async function membersOf({ fleet: path, select, file }: FleetWish, session: Session) {
  if (path === undefined) {
    if (select.length > 0) throw selectNeedsFleet();
    const { files, leftOut } = await findFiles(file, session.cwd);
    return { waves: ['all'], members: files.map(memberOfFile), leftOut };
  }
  const fleet = await loadFleet(path, session.cwd);
  session.files.note(resolve(session.cwd, path), 'read');
  if (fleet.kind === 'problems') throw new ExpectedEnd('invalidFile', fleet.problems);
  return { waves: fleet.waves, members: selected(fleet, select), leftOut: [] };
}

function memberOfFile(file: string): FleetMember {
  return { name: file, file, labels: new Map(), wave: 0, namedAt: null };
}

function selected(fleet: Fleet, select: readonly string[]): readonly FleetMember[] {
  const selections = select.map(selectionOf);
  const unknown = unknownName(fleet, selections);
  if (unknown !== null) throw unknownSelection(unknown, fleet);
  const members = selectMembers(fleet, selections);
  // "Nothing to do" would be true but misleading.
  if (members.length === 0)
    throw badSelection(
      `--select matches no application of ${fleet.file}.`,
      select.length > 1 ? 'Each --select narrows the others. For several values of one label, write VALUE,VALUE.' : '',
    );
  return members;
}

const maxKnown = 8;

function unknownSelection({ kind, name, known, nearest, selection }: UnknownName, { file }: Fleet): ExpectedEnd {
  const shown = known.slice(0, maxKnown).join(', ');
  const all = known.length > maxKnown ? `${shown} and ${known.length - maxKnown} more` : shown;
  if (kind === 'label') {
    const cure = nearest === undefined ? `Labels are: ${all}.` : `Did you mean ${nearest}?`;
    return badSelection(`No application of ${file} has the label ${JSON.stringify(name)}.`, cure);
  }
  const comma = known.some((value) => value.includes(',')) ? '; a comma that is part of one is written \\,' : '';
  const cure =
    nearest === undefined ? `The values of ${selection.label} are: ${all}${comma}.` : `Did you mean ${nearest}?`;
  return badSelection(`No application of ${file} has ${selection.label}=${name}.`, cure);
}

function selectionOf(text: string): Selection {
  const selection = parseSelection(text);
  if (selection !== undefined) return selection;
  throw badSelection(
    `${JSON.stringify(text)} selects nothing.`,
    'Write --select LABEL=VALUE, such as stage=production.',
  );
}

function badSelection(message: string, cure: string): ExpectedEnd {
  return endWith('wrongUsage', { code: 'bad-selection', message, cure });
}

/** The error of `--select` without `--fleet`. */
export function selectNeedsFleet(): ExpectedEnd {
  return badSelection('--select needs the labels of a fleet file.', 'Name a fleet file with --fleet FILE.');
}

/** Files of one application are in one shard. An invalid file is assigned by its name, so that one shard reports it. */
async function membersInShard(
  members: readonly FleetMember[],
  shard: Shard,
  session: Session,
): Promise<readonly FleetMember[]> {
  const own: FleetMember[] = [];
  const looking = lookingAtFiles(session, members.length);
  for (const member of members) {
    const id = await applicationIdOf(member.file, session);
    looking.next();
    if (isInShard(id ?? member.file, shard)) own.push(member);
  }
  looking.close();
  return own;
}

const maxCount = 100_000;

/** Parses `--shard`: `3/20`, or `auto` for the part that the CI engine assigns. */
export function parseShard(text: string, variables: Variables): Shard {
  return text === 'auto' ? shardOfEngine(variables) : shardOf(text, text);
}

/** The shard of an application: the same on every machine and in every run, as long as the count does not change. */
export function isInShard(applicationId: string, { index, count }: Shard): boolean {
  return createHash('sha256').update(applicationId).digest().readUIntBE(0, 6) % count === index - 1;
}

// Kubernetes counts from 0 and does not give the number of parts; GitLab counts from 1.
function shardOfEngine(variables: Variables): Shard {
  const {
    JOB_COMPLETION_INDEX: indexed,
    CAPSTAN_SHARDS: shards,
    CI_NODE_INDEX: node,
    CI_NODE_TOTAL: nodes,
  } = variables;
  if (indexed !== undefined && shards !== undefined) {
    const said = `JOB_COMPLETION_INDEX ${indexed} of CAPSTAN_SHARDS ${shards}`;
    // Number('') is 0: a second job would do the work of the first.
    if (!/^\d+$/u.test(indexed)) throw badShard(said);
    return shardOf(`${Number(indexed) + 1}/${shards}`, said);
  }
  if (node !== undefined && nodes !== undefined)
    return shardOf(`${node}/${nodes}`, `CI_NODE_INDEX ${node} of CI_NODE_TOTAL ${nodes}`);
  throw endWith('wrongUsage', {
    code: 'bad-shard',
    message: 'No variable says which shard this is.',
    cure: 'Set JOB_COMPLETION_INDEX and CAPSTAN_SHARDS (Kubernetes), or CI_NODE_INDEX and CI_NODE_TOTAL (GitLab), or give --shard 3/20.',
  });
}

function shardOf(text: string, said: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index !== undefined && shard.index >= 1 && shard.index <= shard.count && shard.count <= maxCount) return shard;
  throw badShard(said);
}

function badShard(said: string): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'bad-shard',
    message: `${JSON.stringify(said)} is not a shard.`,
    cure: 'Give it as --shard 3/20, the third of twenty: the first number from 1 up to the second.',
  });
}
