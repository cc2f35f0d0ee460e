import { setOf } from '../kinds/kind.ts';
import { byText } from '../leaf/json.ts';
import type { Section } from '../model/address.ts';
import type { Problem } from '../model/finding.ts';
import { type KeptRead, type LiveClient, type LiveScope, unreadClient, unreadScope } from '../model/live.ts';
import { isCustomName, type SettingOption } from '../model/setting.ts';
import { cellsOfValues } from '../model/state.ts';
import type { SettingsReply } from '../service/interface.ts';
import {
  bareClient,
  type Flat,
  type Hint,
  type KeptReply,
  type KeptSections,
  keptLive,
  keptScope,
  maskedIn,
  recogniseReply,
  unnamedApplication,
} from './recognise-reply.ts';

/** Responses of the service that were saved as files, and what they may not say themselves. */
export type SavedReplies = {
  /** `name` without its folder; `file` as messages call it. */
  readonly files: readonly { readonly name: string; readonly file: string; readonly text: string }[];
  /** null: only the responses say it. */
  readonly application: string | null;
  /** The section of a name where no response tells. */
  readonly sectionOf: (name: string) => Section;
};

/** Puts saved responses together. Each is recognised by what is in it; one that is not understood is a problem. */
export function readReplies(saved: SavedReplies): KeptRead {
  const replies = saved.files.map(({ name, file, text }): NamedReply => {
    return { file, text, reply: recogniseReply(text, hintOf(name)) };
  });
  const application = saved.application ?? applicationIn(replies);
  const problems = problemsIn(replies, application, saved.application === null ? 'by-replies' : 'asked');
  if (application === null || problems.length > 0) return { kind: 'problems', problems };
  return { kind: 'kept', kept: keptOf(replies, application, saved) };
}

// `global.json`, `settings.json`, `client-ID-settings.json`: what curl was told to call it.
function hintOf(name: string): Hint {
  const [, id] = /(?:^|[^a-z0-9])([a-z0-9]{20,})(?![a-z0-9])/.exec(name) ?? [];
  if (id !== undefined) return { clientId: id };
  return /^(?:global|settings|default)/i.test(name) ? { clientId: null } : undefined;
}

function keptOf(replies: readonly NamedReply[], application: string, { sectionOf }: SavedReplies) {
  const found = replies.map(({ reply }) => reply);
  const options = found.flatMap((reply) => (reply.kind === 'options' ? reply.options : []));
  const hasOptions = found.some(({ kind }) => kind === 'options');
  const known = new Map(options.map((option) => [option.name, option]));
  const sectionIn = hasOptions ? (name: string) => sectionBy(known, name) : sectionOf;
  const scopes = scopesIn(found, application, sectionIn);
  const global = scopes.get(null) ?? null;
  const own = [...scopes].flatMap(([id, scope]) => (id === null ? [] : [[id, inheriting(scope, global)] as const]));
  const live = keptLive({
    clients: clientsIn(
      found,
      own.map(([id]) => id),
      application,
    ),
    global,
    scopes: new Map(own),
    options: hasOptions ? known : null,
  });
  const isFlat = found.some(({ kind }) => kind === 'flat') && !hasOptions;
  const notes = [...(isFlat ? [flatNote] : []), ...(global === null ? [noGlobalNote] : [])];
  return { kind: 'replies' as const, application, region: null, readAt: null, live, hidden: maskedIn(live), notes };
}

const flatNote = 'The responses do not show which settings are custom: unknown settings are imported as custom.';
const noGlobalNote = 'No file holds the global settings: they are not managed.';

function sectionBy(known: ReadonlyMap<string, SettingOption>, name: string): Section {
  const option = known.get(name);
  return option === undefined || isCustomName(option) ? 'custom' : 'settings';
}

/** By client id; null: the global scope. */
function scopesIn(
  replies: readonly KeptReply[],
  application: string,
  sectionOf: (name: string) => Section,
): ReadonlyMap<string | null, LiveScope> {
  return new Map(
    replies.flatMap((reply): readonly (readonly [string | null, LiveScope])[] => {
      if (reply.kind === 'settings') return [[reply.clientId, scopeOf(reply.reply, application)]];
      if (reply.kind !== 'flat') return [];
      const all: readonly (readonly [string | null, Flat])[] = [[null, reply.global], ...reply.clients];
      return all.map(([id, flat]) => [id, keptScope(application, divided(flat, sectionOf), null)]);
    }),
  );
}

function scopeOf({ sections, inexact, inherited }: SettingsReply, application: string): LiveScope {
  return {
    ...unreadScope(application, new Map()),
    sections: cellsOfValues(sections, inexact),
    whole: { settings: true, custom: true },
    inherited: inherited && cellsOfValues(inherited),
  };
}

function inheriting(scope: LiveScope, global: LiveScope | null): LiveScope {
  return { ...scope, inherited: scope.inherited ?? global?.sections ?? null };
}

function divided(flat: Flat, sectionOf: (name: string) => Section): KeptSections {
  const inSection = (section: Section): Flat => new Map([...flat].filter(([name]) => sectionOf(name) === section));
  return { settings: inSection('settings'), custom: inSection('custom') };
}

// A client of which only the settings were saved goes by its id.
function clientsIn(replies: readonly KeptReply[], ids: readonly string[], application: string): readonly LiveClient[] {
  const listed = replies.flatMap((reply) => (reply.kind === 'clients' ? reply.clients : []));
  const there = new Set(listed.map(({ id }) => id));
  return [
    ...listed.map(({ id, name, features, ipWhitelist, unknownNames }) => {
      const members = { features: features === null ? null : setOf(features), ipWhitelist };
      return unreadClient({ id, application, name, unknownNames }, members);
    }),
    ...ids.filter((id) => !there.has(id)).map((id) => bareClient(application, id, id)),
  ].sort((a, b) => byText(a.id, b.id));
}

/** A saved response, and the file that it is in. */
type NamedReply = { readonly file: string; readonly text: string; readonly reply: KeptReply };

/** All that is wrong with responses as the state of one application. */
function problemsIn(
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
function applicationIn(replies: readonly NamedReply[]): string | null {
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
