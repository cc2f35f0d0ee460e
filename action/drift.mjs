// Mode drift: looks, and keeps one issue.
import { settleIssue } from './drift-issue.mjs';
import { makeGithub } from './github.mjs';
import { capstan } from './run-program.mjs';
import { surroundings } from './surroundings.mjs';
import { addSummary, annotate, inLog, printUntrusted, setOutput, visible } from './workflow.mjs';

const states = { 0: 'none', 2: 'pending', 3: 'drifted', 4: 'drifted' };

/** Gives the exit code of the step: drift that was found and told is no failure of the run. */
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
    // What could not be read is neither drift nor its absence: the issue stays as it is.
    annotate('error', `capstan drift ended with ${run.code}; whether live has drifted is not known.`);
    addSummary(run.stdout.trim() === '' ? `capstan drift ended with ${run.code}; the log says why.` : run.stdout);
    return run.code;
  }
  addSummary(run.stdout);
  if (state === 'drifted') annotate('warning', 'Live has drifted.');
  if (inputs.comments) return keepIssue(inputs, state, run.stdout);
  // Without an issue it is the failed run that tells people.
  return state === 'drifted' ? run.code : 0;
}

/** A drift that no one is told of must not look like a good run. */
async function keepIssue({ key, author, title, file }, state, body) {
  const github = makeGithub(surroundings().env);
  try {
    const name = title || `capstan: live has drifted from ${visible(file)}`;
    const number = await settleIssue(github, { key, author, title: name, state, body });
    setOutput('issue', number ?? '');
    return 0;
  } catch (error) {
    annotate(state === 'drifted' ? 'error' : 'warning', `The issue could not be brought up to date. ${error.message}`);
    return state === 'drifted' ? 1 : 0;
  }
}
