// The issue of an application while it has drifted.
import { fitting, isOurs, marker, runUrl, whoAmI } from './marked.mjs';
import { surroundings } from './surroundings.mjs';

const kind = 'drift';
const label = 'capstan-drift';

/** Updates the issue to the state of drift: drifted, pending or none. Returns its number, or null. */
export async function settleIssue(github, { key, author: named, title, state, body }) {
  const author = await whoAmI(github, named);
  const all = await github.all(`/issues?state=all&labels=${label}&sort=created&direction=desc`);
  const ours = all.filter((issue) => issue.pull_request === undefined && isOurs(issue, author, kind, key));
  const open = ours.find((issue) => issue.state === 'open');
  if (state === 'none') return open === undefined ? null : close(github, open);
  const text = issueText(key, body);
  if (open !== undefined) return edit(github, open, { body: text });
  // Pending changes are not drift: they keep an issue open, but open none.
  if (state === 'pending') return null;
  const [last] = ours;
  return last === undefined ? create(github, title, text) : reopen(github, last, text);
}

async function create(github, title, body) {
  return (await github.post('/issues', { title, body, labels: [label] })).number;
}

async function edit(github, { number }, change) {
  await github.patch(`/issues/${number}`, change);
  return number;
}

async function reopen(github, issue, body) {
  await edit(github, issue, { state: 'open', body });
  await say(github, issue, 'Live has drifted again.');
  return issue.number;
}

async function close(github, issue) {
  await edit(github, issue, { state: 'closed', state_reason: 'completed' });
  await say(github, issue, 'The live application matches the file.');
  return null;
}

async function say(github, { number }, words) {
  const url = runUrl(surroundings().env);
  await github.post(`/issues/${number}/comments`, { body: url === '' ? words : `${words} [The run](${url})` });
}

function issueText(key, body) {
  const url = runUrl(surroundings().env);
  const link = url === '' ? '' : `[The run that found it](${url})\n`;
  const short = `The drift does not fit an issue; it is whole on the page of the run${url === '' ? '' : `: ${url}`}.`;
  return fitting([marker(kind, key), body, link], short);
}
