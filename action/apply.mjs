// Mode apply: applies only the approved plan, then moves the tag.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDigest, Refusal } from './inputs.mjs';
import { isTagName, moveTag } from './move-tag.mjs';
import { capstan } from './run-program.mjs';
import { addSummary, annotate, inLog, printUntrusted, setOutput } from './workflow.mjs';

/** Returns the exit code of the step. */
export async function runApply(inputs) {
  const plan = await check(inputs);
  setOutput('digest', inputs.expectDigest);
  const run = await capstan(inputs, [
    ...['apply', plan, '-f', inputs.file, '--expect-digest', inputs.expectDigest, '--auto-approve'],
    ...['--audit', inputs.audit, '--journal', inputs.journal, '--format', 'markdown'],
    ...(inputs.baseline === '' ? [] : ['--baseline', inputs.baseline]),
    ...inputs.args,
  ]);
  printUntrusted(`${inLog(run.stdout)}${run.stderr}`);
  addSummary(run.stdout.trim() === '' ? `capstan apply ended with ${run.code}; the log says why.` : run.stdout);
  setOutput('exit-code', run.code);
  setOutput('status', run.code === 0 ? 'done' : 'failed');
  if (run.code !== 0) {
    annotate(
      'error',
      `capstan apply ended with ${run.code}: ${meaning(run.code)}${inputs.tag === '' ? '' : ` The tag ${inputs.tag} stays where it is.`}`,
    );
    return run.code;
  }
  if (inputs.tag === '') return 0;
  return isWhole(plan) ? tagged(inputs) : leftBehind(inputs);
}

async function check({ plan, cwd, expectDigest, tag }) {
  if (!isDigest(expectDigest)) {
    throw new Refusal(
      'apply needs expect-digest, the digest that was approved: sha256: and 64 digits. Take it from the output digest of the plan.',
    );
  }
  if (tag !== '' && !(await isTagName(tag, cwd)))
    throw new Refusal('The input move-tag is not a valid name for a tag.');
  const path = resolve(cwd, plan);
  if (!existsSync(path)) throw new Refusal(`The plan ${plan} does not exist. Download the artifact of the plan job.`);
  return path;
}

const meanings = {
  5: 'refused by a guard; nothing was written.',
  6: 'something was written and needs attention. `capstan runs` and the journal say what.',
  7: 'this is not, or no longer, the plan that was approved; nothing was written. Plan again.',
  73: 'the journal or the audit file could not be written.',
  75: 'another run is under way.',
  77: 'the credentials were refused, or lack a feature.',
};

const meaning = (code) => meanings[code] ?? 'see the log.';

/** A plan with --only applies only a part of the commit. */
function isWhole(path) {
  const { only } = JSON.parse(readFileSync(path, 'utf8'));
  return Array.isArray(only) && only.length === 0;
}

function leftBehind({ tag }) {
  setOutput('tag-moved', 'false');
  annotate(
    'warning',
    `The tag ${tag} stays where it is: the plan was made with --only, so that not all of the commit is applied.`,
  );
  return 0;
}

async function tagged(inputs) {
  const trouble = await moveTag(inputs);
  setOutput('tag-moved', String(trouble === null));
  if (trouble === null) return 0;
  annotate(
    'error',
    `Everything is applied, but the tag ${inputs.tag} was not moved: ${trouble} Until then, drift counts these changes as changes of the live application.`,
  );
  return 1;
}
