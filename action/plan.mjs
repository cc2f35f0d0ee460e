// Mode plan: plans, shows the plan in the log, the summary and a comment, and ends with the exit code of the plan.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readEvent } from './event.mjs';
import { makeGithub } from './github.mjs';
import { Refusal } from './inputs.mjs';
import { isPage, isPlan, outputPath, refuseOthers } from './outputs.mjs';
import { reviewedDigest, upsertComment } from './plan-comment.mjs';
import { reviewKey } from './review.mjs';
import { capstan } from './run-program.mjs';
import { surroundings } from './surroundings.mjs';
import { addSummary, annotate, printUntrusted, setOutput, visible } from './workflow.mjs';

const levels = { refuse: 'error', warning: 'warning', info: 'notice' };
const blocked = 5;

/** Returns the exit code of the step. */
export async function runPlan(inputs) {
  const event = readEvent(surroundings().env);
  // A key that is too short is reported before the plan.
  const key = reviewKey(surroundings().env);
  const over = planOver(inputs, event);
  const made = over === 'nothing' ? await validated(inputs, event) : await planned(inputs, over);
  tell(inputs, made);
  await onGithub(inputs, event, { ...made, isProvable: key !== '' });
  return made.stepCode;
}

/** The live application, a snapshot, or neither. */
function planOver({ source, snapshot }, { withoutSecrets }) {
  if (source === 'snapshot' && snapshot === '') throw new Refusal('source: snapshot needs the input snapshot.');
  if (source === 'live' || (source === 'auto' && withoutSecrets === null)) return 'live';
  if (snapshot !== '') return 'snapshot';
  return 'nothing';
}

async function planned(inputs, over) {
  const path = freshPlace(inputs);
  const run = await capstan(inputs, [
    ...['plan', '-f', inputs.file, '--out', path, '--detailed-exitcode', '--format', 'json'],
    ...(inputs.baseline === '' ? [] : ['--baseline', inputs.baseline]),
    ...(over === 'snapshot' ? ['--snapshot', resolve(inputs.root, inputs.snapshot)] : []),
    ...inputs.args,
  ]);
  printUntrusted(run.stderr);
  const plan = readPlan(path);
  if (plan === null || ![0, 2, blocked].includes(run.code)) return notMade(run, 'No plan could be made');
  const shown = await capstan(inputs, ['show', path]);
  printUntrusted(shown.stdout);
  const { create, update, remove, features } = plan.summary;
  const note = over === 'snapshot' ? `\n${fromSnapshot}` : '';
  const render = async (before) => `${await markdownOf(inputs, path, before)}${note}`;
  return {
    status: plan.status,
    code: run.code,
    stepCode: run.code === blocked ? blocked : 0,
    digest: plan.digest,
    changes: create + update + remove + features,
    planFile: join(inputs.folder, inputs.plan),
    pageFile: await pageOf(inputs, path),
    notes: plan.findings.map((finding) => ({ ...finding, level: levels[finding.severity] })),
    body: await render(''),
    render,
  };
}

/** The path of the plan, cleared: a committed plan must not be mistaken for this one. */
function freshPlace(inputs) {
  const [path, page] = ['', '.html'].map((ending) => outputPath(inputs, `${inputs.plan}${ending}`, 'plan'));
  refuseOthers(path, 'plan', isPlan);
  refuseOthers(page, 'plan', isPage);
  mkdirSync(dirname(path), { recursive: true });
  for (const name of [path, page]) rmSync(name, { force: true });
  return path;
}

const fromSnapshot =
  'Planned from a snapshot, without credentials: it cannot be applied, and secrets are not compared. It will be planned again after the merge.\n';

function readPlan(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

async function markdownOf(inputs, path, before) {
  const flags = before === '' ? [] : ['--previous-digest', before];
  const { code, stdout, stderr } = await capstan(inputs, ['show', path, '--format', 'markdown', ...flags]);
  if (code === 0) return stdout;
  printUntrusted(stderr);
  annotate('warning', `The plan could not be converted to markdown (exit code ${code}); the log has it.`);
  return 'The plan could not be converted to markdown; the log of the run has it.\n';
}

/** The whole plan as a page, since a comment may be too small; its path from the root of the checkout. */
async function pageOf(inputs, path) {
  const { code, stdout, stderr } = await capstan(inputs, ['show', path, '--format', 'html']);
  if (code === 0) {
    writeFileSync(`${path}.html`, stdout, { flag: 'wx' });
    return join(inputs.folder, `${inputs.plan}.html`);
  }
  printUntrusted(stderr);
  annotate('warning', `The plan could not be converted to a page (exit code ${code}); the log has it.`);
  return '';
}

/** Without credentials and without a snapshot: only the file is validated. */
async function validated(inputs, { withoutSecrets }) {
  const why = `No plan: this pull request is from ${withoutSecrets}, which gets no secrets, and the input snapshot names none to plan over.`;
  annotate('notice', why);
  const run = await capstan(inputs, ['validate', '-f', inputs.file, '--format', 'json']);
  printUntrusted(run.stderr);
  if (run.code !== 0) return notMade(run, 'The file is not valid');
  return { ...nothing, status: 'not-planned', code: 0, stepCode: 0, body: `${why} The file is valid.\n` };
}

const nothing = { digest: '', changes: '', planFile: '', pageFile: '', notes: [] };

function notMade({ code, stdout }, what) {
  const notes = problemsIn(stdout).map((problem) => ({
    ...problem,
    level: 'error',
    message: `${problem.message} ${problem.cure ?? ''}`.trim(),
  }));
  const lines = notes.map(
    ({ code: name, source, message }) => `${source ? `${source.file}:${source.line}  ` : ''}${message}  [${name}]`,
  );
  // An error without JSON output is in the log.
  const list = lines.length === 0 ? 'The log of the run says why.' : fenced(lines.join('\n'));
  const stepCode = code === 0 ? 1 : code;
  return { ...nothing, status: 'failed', code, stepCode, notes, body: `**${what}** (exit code ${code}).\n\n${list}\n` };
}

function problemsIn(stdout) {
  try {
    const { problems = [] } = JSON.parse(stdout);
    return problems;
  } catch {
    return [];
  }
}

// A fence ends at a longer or equal one: it is made longer than any in the text.
function fenced(text) {
  const ticks = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1;
  return `${'`'.repeat(ticks)}text\n${visible(text)}\n${'`'.repeat(ticks)}`;
}

function tell(inputs, { status, code, digest, changes, planFile, pageFile, notes, body }) {
  for (const { level, code: title, message, source } of notes) {
    const file = source ? join(inputs.folder, source.file) : undefined;
    annotate(level, message, { title: `capstan: ${title}`, file, line: source?.line, column: source?.column });
  }
  if (status === 'failed') annotate('error', `capstan ended with ${code}; there is no plan.`);
  addSummary(body);
  for (const [name, value] of Object.entries({
    status,
    digest,
    changes,
    plan: planFile,
    page: pageFile,
    'exit-code': code,
  }))
    setOutput(name, value);
}

/** An error here is reported, and does not change the result of the plan. */
async function onGithub(inputs, event, { digest, body, isProvable, render = async () => body }) {
  if (!inputs.comments) return;
  const github = makeGithub(surroundings().env);
  const { pullRequest, withoutSecrets } = event;
  try {
    if (pullRequest === null) return await compareWithReview(github, inputs, { digest, isProvable });
    if (withoutSecrets !== null)
      return annotate(
        'notice',
        `No comment: the token of a pull request from ${withoutSecrets} may only read. The page of the run has the plan.`,
      );
    if (!github.available) return annotate('warning', 'No comment: there is no token.');
    await upsertComment(github, event, { key: inputs.key, author: inputs.author, digest, render });
  } catch (error) {
    annotate('warning', `The plan is not in a comment, but on the page of the run. ${error.message}`);
  }
}

/** After a merge: is it the plan that the pull request showed? */
async function compareWithReview(github, inputs, { digest, isProvable }) {
  const { GITHUB_EVENT_NAME: name, GITHUB_SHA: sha = '' } = surroundings().env;
  if (name !== 'push' || !github.available || sha === '') return;
  const pulls = await github.all(`/commits/${sha}/pulls`);
  const merged = pulls.find(({ merged_at: at, merge_commit_sha: commit }) => at !== null && commit === sha);
  if (merged === undefined) return;
  const number = Number(merged.number);
  if (!isProvable) {
    return addSummary(`CAPSTAN_REVIEW_KEY is not set, so the plan that pull request #${number} showed is unknown.`);
  }
  const reviewed = await reviewedDigest(github, { number, head: String(merged.head?.sha ?? '') }, inputs);
  setOutput('reviewed-digest', reviewed);
  if (digest === '') return;
  const same = reviewed === digest;
  const said =
    reviewed === ''
      ? 'shows no plan for its last commit that this action is proven to have shown'
      : `shows ${same ? 'this very plan' : `another plan, \`${reviewed}\``}`;
  addSummary(`Pull request #${number} ${said}.`);
  if (!same) annotate('warning', `Pull request #${number} ${said.replaceAll('`', '')}.`);
}
