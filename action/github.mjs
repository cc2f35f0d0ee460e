// The requests of the action to GitHub's API.
import { surroundings } from './surroundings.mjs';
import { visible } from './workflow.mjs';

const perPage = 100;
const maxPages = 50;
const readAttempts = 3;
const firstPauseMs = 500;
const timeoutMs = 30_000;

/** An error of GitHub, with its status; 0: no response. It does not contain the token. */
export class GithubError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** The API of one repository. */
export function makeGithub({ GITHUB_API_URL: api = '', GITHUB_REPOSITORY: repository = '', GITHUB_TOKEN: token = '' }) {
  const base = (api || 'https://api.github.com').replace(/\/$/, '');
  const call = (method, path, body) => request({ method, url: `${base}${path}`, shown: path, token, body });
  const own = `/repos/${repository}`;
  return {
    repository,
    available: token !== '' && repository !== '',
    get: (path) => call('GET', `${own}${path}`),
    post: (path, body) => call('POST', `${own}${path}`, body),
    patch: (path, body) => call('PATCH', `${own}${path}`, body),
    remove: (path) => call('DELETE', `${own}${path}`),
    all: (path) =>
      allPages((page) => call('GET', `${own}${path}${path.includes('?') ? '&' : '?'}per_page=${perPage}&page=${page}`)),
    user: () => call('GET', '/user'),
  };
}

async function allPages(get) {
  const items = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const found = await get(page);
    items.push(...found);
    if (found.length < perPage) return items;
  }
  throw new GithubError(`There are more than ${maxPages * perPage} entries.`, 0);
}

/** Reads are retried after a temporary error; writes are sent once. */
async function request(asked) {
  const attempts = asked.method === 'GET' ? readAttempts : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(asked);
    } catch (error) {
      const passing = error instanceof GithubError && (error.status === 0 || error.status >= 500);
      if (!passing || attempt === attempts) throw error;
      await surroundings().sleep(firstPauseMs * attempt);
    }
  }
}

async function send({ method, url, shown, token, body }) {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': 'capstan-action',
      'x-github-api-version': '2022-11-28',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    // The token is sent only to the address from the runner.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause) => {
    throw new GithubError(`${method} ${shown}: no answer (${cause.cause?.code ?? cause.name}).`, 0);
  });
  const text = await response.text().catch(() => '');
  if (!response.ok) throw new GithubError(`${method} ${shown}: ${reason(response, text)}`, response.status);
  return text === '' ? null : parsed(text, `${method} ${shown}`);
}

function parsed(text, what) {
  try {
    return JSON.parse(text);
  } catch {
    throw new GithubError(`${what}: the answer is not JSON.`, 0);
  }
}

function reason({ status, headers }, text) {
  const limited =
    status === 429 || (status === 403 && (headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after')));
  if (limited) return `${status}, the rate limit of the token is used up${untilWhen(headers)}.`;
  const said = `${status}${messageOf(text)}.`;
  return status === 403 || status === 404
    ? `${said} The job may lack a permission: pull-requests: write for comments, issues: write for issues.`
    : said;
}

function untilWhen(headers) {
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  return reset > 0 ? ` until ${new Date(reset * 1000).toISOString()}` : '';
}

function messageOf(text) {
  try {
    const { message } = JSON.parse(text);
    return typeof message === 'string' ? `, ${visible(message).slice(0, 200).replace(/\.$/, '')}` : '';
  } catch {
    return '';
  }
}
