import { createHash } from 'node:crypto';
import type { Variables } from '../../workflows/context.ts';
import { type ExpectedEnd, endWith } from '../../workflows/ending.ts';
import type { Shard } from '../terminal/session.ts';

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
