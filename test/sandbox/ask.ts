import { Buffer } from 'node:buffer';
import type { Sandbox, SandboxClient } from '../../src/sandbox/run-sandbox.ts';
import type { Json } from '../../src/sandbox/state.ts';

/** A reply as a test looks at it. */
export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
};

export type Question = {
  readonly method?: string;
  readonly path: string;
  readonly body?: Json | string;
  readonly form?: Readonly<Record<string, string>>;
  /** Who asks: a client, an Authorization header of one's own, or no one; left out, the first client. */
  readonly as?: SandboxClient | string | null;
};

/** Sends one request to a sandbox over the network. */
export async function ask(sandbox: Sandbox, question: Question): Promise<Answered> {
  const { body, form } = question;
  const caller = question.as === undefined ? client(sandbox, 0) : question.as;
  const content = form === undefined ? body : new URLSearchParams(form);
  const response = await fetch(sandbox.url + question.path, {
    method: question.method ?? (form === undefined ? 'GET' : 'POST'),
    headers:
      caller === null ? {} : { authorization: typeof caller === 'string' ? caller : basic(caller.id, caller.secret) },
    ...(content === undefined ? {} : { body: bodyText(content) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

/** A request to the Configuration API, below the application. */
export function config(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: Json,
  as?: Question['as'],
): Promise<Answered> {
  return ask(sandbox, {
    method,
    path: `/config/${sandbox.applicationId}/${path}`,
    ...(body === undefined ? {} : { body }),
    ...(as === undefined ? {} : { as }),
  });
}

/** A call of the registration domain. */
export function form(
  sandbox: Sandbox,
  path: string,
  parameters: Readonly<Record<string, string>> = {},
  as?: Question['as'],
): Promise<Answered> {
  return ask(sandbox, { path, form: parameters, ...(as === undefined ? {} : { as }) });
}

export function client(sandbox: Sandbox, index: number): SandboxClient {
  const found = sandbox.state().clients[index];
  if (found === undefined) {
    throw new Error(`the sandbox has no client ${index}`);
  }
  return found;
}

/** Settings and custom settings of a scope, and nothing else of it. */
export function scope({ settings, custom }: Pick<SandboxClient, 'settings' | 'custom'>) {
  return { settings, custom };
}

export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

function bodyText(content: Json | string | URLSearchParams): string | URLSearchParams {
  return typeof content === 'string' || content instanceof URLSearchParams ? content : JSON.stringify(content);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
