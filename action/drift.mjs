// Mode drift: detects drift, and maintains one issue.
import { settleIssue } from './drift-issue.mjs';
import { makeGithub } from './github.mjs';
import { capstan } from './run-program.mjs';
import { surroundings } from './surroundings.mjs';
import { addSummary, annotate, inLog, printUntrusted, setOutput, visible } from './workflow.mjs';

const states = { 0: 'none', 2: 'pending', 3: 'drifted', 4: 'drifted' };

/** Returns the exit code of the step: reported drift is not a failure of the run. */
export async function runDrift(inputs) {
  const run = await capstan(inputs, [
    ...['drift', '-f', inputs.file, '--format', 'markdown'],
    ...(inputs.baseline === '' ? [] : ['--baseline', inputs.baseline]),
    ...inputs.args,
  ]);
  printUntrusted(`${inLog(run.stdout)}${run.stderr}`);
  const state = states[run.code] ?? 'failed';
  setOutput('status', state);
  setOutput('exit-code', run.code);
  if (state === 'failed') {
    // After a failed read drift is unknown: the issue stays unchanged.
    annotate('error', `capstan drift ended with ${run.code}; whether the live application has drifted is unknown.`);
    addSummary(run.stdout.trim() === '' ? `capstan drift ended with ${run.code}; the log says why.` : run.stdout);
    return run.code;
  }
  addSummary(run.stdout);
  if (state === 'drifted') annotate('warning', 'Live has drifted.');
  if (inputs.comments) return keepIssue(inputs, state, run.stdout);
  // Without an issue, the failed run reports the drift.
  return state === 'drifted' ? run.code : 0;
}

/** Unreported drift must not look like a success. */
async function keepIssue({ key, author, title, file }, state, body) {
  const github = makeGithub(surroundings().env);
  try {
    const name = title || `capstan: live has drifted from ${visible(file)}`;
    const number = await settleIssue(github, { key, author, title: name, state, body });
    setOutput('issue', number ?? '');
    return 0;
  } catch (error) {
    annotate(state === 'drifted' ? 'error' : 'warning', `The issue could not be updated. ${error.message}`);
    return state === 'drifted' ? 1 : 0;
  }
}
