import { setOf } from '../kinds/kind.ts';
import { byText } from '../leaf/json.ts';
import type { Section } from '../model/address.ts';
import { type KeptRead, type LiveClient, type LiveScope, unreadClient, unreadScope } from '../model/live.ts';
import { isCustomName, type SettingOption } from '../model/setting.ts';
import { cellsOfValues } from '../model/state.ts';
import type { SettingsReply } from '../service/interface.ts';
import { bareClient, type KeptSections, keptLive, keptScope, maskedIn } from './kept-scopes.ts';
import { type Flat, type Hint, type KeptReply, recogniseReply } from './recognise-reply.ts';
import { applicationIn, type NamedReply, problemsIn } from './reply-problems.ts';

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
