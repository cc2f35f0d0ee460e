import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Entry = {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'open' | 'closed';
  readonly labels: readonly string[];
  readonly user: { readonly login: string };
};

type Asked = { readonly method: string; readonly path: string; readonly authorization: string };

/** What a request is answered with instead of the work. */
export type Fault = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type GithubStandIn = {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Comments by the number of their issue or pull request, oldest first. */
  readonly comments: Map<number, Entry[]>;
  readonly issues: Entry[];
  /** Pull requests by the commit that they were merged as: their number and their own last commit. */
  readonly merged: Map<string, { readonly number: number; readonly head: string }>;
  readonly fault: (decide: (method: string, path: string) => Fault | undefined) => void;
  readonly add: (entry: Partial<Entry>) => Entry;
  readonly close: () => Promise<void>;
};

type Parts = {
  readonly number: number;
  readonly sha: string;
  readonly query: URLSearchParams;
  readonly body: Partial<Entry>;
};

const notFound: Fault = { status: 404, body: '{"message":"Not Found"}' };
const tokenOwner = 'github-actions[bot]';
const repository = '/repos/example/identity';

/** The comments and issues of one repository, as GitHub's API serves them to the token of a job, on loopback. */
export async function startGithub(): Promise<GithubStandIn> {
  const asked: Asked[] = [];
  const comments = new Map<number, Entry[]>();
  const issues: Entry[] = [];
  const merged: GithubStandIn['merged'] = new Map();
  let decide: (method: string, path: string) => Fault | undefined = () => undefined;
  let last = 100;

  function add(entry: Partial<Entry>): Entry {
    last += 1;
    const { title = '', body = '', state = 'open', labels = [], user = { login: tokenOwner } } = entry;
    return { id: last, number: entry.number ?? last, title, body, state, labels, user };
  }

  function page(items: readonly Entry[], query: URLSearchParams): object {
    const size = Number(query.get('per_page') ?? 30);
    const from = (Number(query.get('page') ?? 1) - 1) * size;
    return items.slice(from, from + size);
  }

  function changeComments(change: (list: readonly Entry[]) => Entry[]): object {
    for (const [issue, list] of comments) comments.set(issue, change(list));
    return {};
  }

  function changeIssue(number: number, change: Partial<Entry>): Fault | object {
    const at = issues.findIndex((issue) => issue.number === number);
    const issue = issues[at];
    if (issue === undefined) return notFound;
    issues[at] = { ...issue, ...change };
    return {};
  }

  function pullsOf(sha: string): object {
    const pull = merged.get(sha);
    if (pull === undefined) return [];
    const { number, head } = pull;
    return [{ number, head: { sha: head }, merged_at: '2026-11-20T10:00:00Z', merge_commit_sha: sha }];
  }

  const routes: Readonly<Record<string, (asked: Parts) => Fault | object>> = {
    'GET /issues/N/comments': ({ number, query }) => page(comments.get(number) ?? [], query),
    'POST /issues/N/comments': ({ number, body }) => {
      const comment = add(body);
      comments.set(number, [...(comments.get(number) ?? []), comment]);
      return comment;
    },
    'PATCH /issues/comments/N': ({ number, body }) =>
      changeComments((list) => list.map((comment) => (comment.id === number ? { ...comment, ...body } : comment))),
    'DELETE /issues/comments/N': ({ number }) => changeComments((list) => list.filter(({ id }) => id !== number)),
    'GET /issues': ({ query }) =>
      page(issues.filter(({ labels }) => labels.includes(query.get('labels') ?? '')).toReversed(), query),
    'POST /issues': ({ body }) => {
      const issue = add(body);
      issues.push(issue);
      return issue;
    },
    'PATCH /issues/N': ({ number, body }) => changeIssue(number, body),
    'GET /commits/SHA/pulls': ({ sha }) => pullsOf(sha),
  };

  function work(method: string, path: string, query: URLSearchParams, text: string): Fault | object {
    const [, what = ''] = path.split(repository);
    const sha = /^\/commits\/([^/]+)/.exec(what)?.[1] ?? '';
    const route = `${method} ${sha === '' ? what.replace(/\d+/, 'N') : what.replace(sha, 'SHA')}`;
    const body = text === '' ? {} : (JSON.parse(text) as Partial<Entry>);
    return routes[route]?.({ number: Number(/\d+/.exec(what)?.[0] ?? 0), sha, query, body }) ?? notFound;
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const { method = '', url = '/', headers } = message;
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    asked.push({ method, path: url, authorization: headers.authorization ?? '' });
    const text = Buffer.concat(chunks).toString('utf8');
    const answer = decide(method, pathname) ?? forbiddenUser(pathname) ?? work(method, pathname, searchParams, text);
    const fault = isFault(answer) ? answer : undefined;
    response.writeHead(fault?.status ?? 200, { 'content-type': 'application/json', ...fault?.headers });
    response.end(fault === undefined ? JSON.stringify(answer) : (fault.body ?? '{}'));
  }

  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    comments,
    issues,
    merged,
    fault: (next) => {
      decide = next;
    },
    add,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isFault(answer: Fault | object): answer is Fault {
  return 'status' in answer;
}

// The token of a job has no user.
function forbiddenUser(path: string): Fault | undefined {
  return path === '/user' ? { status: 403, body: '{"message":"Resource not accessible by integration"}' } : undefined;
}
