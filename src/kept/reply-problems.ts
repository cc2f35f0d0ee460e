import type { Problem } from '../model/finding.ts';
import { type KeptReply, unnamedApplication } from './recognise-reply.ts';

/** A saved response, and the file that it is in. */
export type NamedReply = { readonly file: string; readonly text: string; readonly reply: KeptReply };

/** All that is wrong with responses as the state of one application. */
export function problemsIn(
  replies: readonly NamedReply[],
  application: string | null,
  by: 'asked' | 'by-replies',
): readonly Problem[] {
  const strange = replies.flatMap(strangeProblem);
  // What a strange response would have said may be all that is missing.
  if (strange.length > 0) return strange;
  return [...twiceProblems(replies), ...applicationProblems(replies, application, by), ...noSettings(replies)];
}

function strangeProblem({ file, text, reply }: NamedReply): readonly Problem[] {
  if (reply.kind !== 'strange') return [];
  return [{ code: reply.code, message: reply.wrong, cure: reply.cure, source: placeOf(file, text, reply.at) }];
}

function placeOf(file: string, text: string, at: number): Problem['source'] {
  const lines = text.slice(0, at).split('\n');
  return { file, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function atStart(file: string): Problem['source'] {
  return { file, line: 1, column: 1 };
}

/** The application that the first response with a name says it is of; null: none says it. */
export function applicationIn(replies: readonly NamedReply[]): string | null {
  return replies.flatMap(({ reply }) => namesIn(reply))[0] ?? null;
}

/** `by`: whether someone said which application it should be. */
function applicationProblems(
  replies: readonly NamedReply[],
  application: string | null,
  by: 'asked' | 'by-replies',
): readonly Problem[] {
  if (application === null) return [unknownApplication];
  const others = replies.filter(({ reply }) => namesIn(reply).some((name) => name !== application));
  const than = by === 'asked' ? 'the one that --application names' : 'that of the replies before it';
  return others.map(({ file }) => ({
    code: 'reply-of-other-application',
    message: `the response is of a different application than ${than}`,
    cure: 'Keep the responses of one application in one folder.',
    source: atStart(file),
  }));
}

const unknownApplication: Problem = {
  code: 'application-unknown',
  message: 'No response names its application.',
  cure: 'Add --application ID.',
  source: null,
};

function namesIn(reply: KeptReply): readonly string[] {
  const names: readonly (string | null)[] =
    reply.kind === 'settings'
      ? [reply.reply.application]
      : reply.kind === 'clients'
        ? reply.clients.map(({ application }) => application)
        : [];
  return names.filter((name) => name !== null && name !== unnamedApplication) as readonly string[];
}

/** What of the application a response gives: two responses for one of them would be two truths. */
function partsIn(reply: KeptReply): readonly string[] {
  switch (reply.kind) {
    case 'settings':
      return [partOf(reply.clientId)];
    case 'flat':
      return [partOf(null), ...[...reply.clients.keys()].map(partOf)];
    case 'options':
      return ['the list of known settings'];
    case 'clients':
      return reply.clients.map(({ id }) => `the client ${id}`);
    case 'strange':
      return [];
  }
}

function partOf(clientId: string | null): string {
  return clientId === null ? 'the global settings' : `the settings of ${clientId}`;
}

function twiceProblems(replies: readonly NamedReply[]): readonly Problem[] {
  const seen = new Map<string, string>();
  return replies.flatMap(({ file, reply }) =>
    partsIn(reply).flatMap((part) => {
      const first = seen.get(part);
      seen.set(part, first ?? file);
      if (first === undefined) return [];
      const message = `${first} has the same: ${part}`;
      return [{ code: 'reply-twice', message, cure: 'Keep the newer of the two.', source: atStart(file) }];
    }),
  );
}

function noSettings(replies: readonly NamedReply[]): readonly Problem[] {
  const hasSettings = replies.some(({ reply }) => reply.kind !== 'options' && reply.kind !== 'clients');
  if (hasSettings) return [];
  const cure = 'Save GET /config/ID/settings, and for each client GET /config/ID/clients/CLIENT/settings.';
  return [{ code: 'no-settings', message: 'No file contains settings of an application.', cure, source: null }];
}
