// The inputs of the action, from the environment.
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** An error with a message for users; `exitCode` ends the step. */
export class Refusal extends Error {
  constructor(message, exitCode = 64) {
    super(message);
    this.exitCode = exitCode;
  }
}

const choices = { MODE: ['plan', 'apply', 'drift'], SOURCE: ['auto', 'live', 'snapshot'], COMMENT: ['true', 'false'] };
const digestForm = /^sha256:[0-9a-f]{64}$/;

/** Whether a text is the digest of a plan. */
export const isDigest = (text) => digestForm.test(text);

/** Reads and checks all inputs. */
export function readInputs(env) {
  const input = (name) => (env[`INPUT_${name}`] ?? '').trim();
  for (const [name, allowed] of Object.entries(choices)) {
    if (!allowed.includes(input(name))) throw new Refusal(`The input ${name.toLowerCase()} must be ${oneOf(allowed)}.`);
  }
  const inputs = {
    bin: input('BIN'),
    mode: input('MODE'),
    file: input('FILE'),
    folder: input('WORKING_DIRECTORY'),
    baseline: input('BASELINE'),
    plan: input('PLAN'),
    expectDigest: input('EXPECT_DIGEST'),
    tag: input('MOVE_TAG'),
    journal: input('JOURNAL'),
    audit: input('AUDIT'),
    source: input('SOURCE'),
    snapshot: input('SNAPSHOT'),
    comments: input('COMMENT') === 'true',
    author: input('COMMENT_AUTHOR'),
    title: input('TITLE'),
    args: input('ARGS')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
  const root = env['GITHUB_WORKSPACE'] || process.cwd();
  const key = input('COMMENT_KEY') || join(inputs.folder, inputs.file);
  return {
    ...inputs,
    root,
    cwd: join(root, inputs.folder),
    key: createHash('sha256').update(key).digest('hex').slice(0, 16),
  };
}

function oneOf(words) {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
