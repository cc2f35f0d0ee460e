import { randomUUID } from 'node:crypto';
import { invalidArgument, type RegistrationCall, succeeded } from './api-call.ts';
import { isStrings, parseJson } from './json.ts';
import { mergedItems } from './registration-settings.ts';
import type { Answer } from './reply.ts';
import { type Publication, type SandboxClient, withClient } from './state.ts';

/** settings/widget/publish: writes the settings that jump_publish_settings names to a file that anyone may read. */
export function publish(call: RegistrationCall): Answer {
  const items = mergedItems(call.state, call.client);
  const names = publishedNames(items['jump_publish_settings'] ?? '').filter((name) => Object.hasOwn(items, name));
  const settings = Object.fromEntries(names.map((name) => [name, items[name] ?? '']));
  const publication: Publication = { version: randomUUID(), settings };
  const client = { ...call.client, publications: [publication, ...publications(call.client)] };
  const shown = call.text('include_settings') === 'false' ? {} : settings;
  return succeeded(
    { results: { janrain_settings_version: publication.version, ...shown } },
    withClient(call.state, client),
  );
}

/** settings/widget/get: the newest published settings, or those of a version. */
export function getPublished(call: RegistrationCall): Answer {
  const found = publications(call.client).find(({ version }) => isAsked(call, version));
  return found === undefined
    ? notPublished()
    : succeeded({ results: { janrain_settings_version: found.version, ...found.settings } });
}

/** settings/widget/list: the versions, the newest first. */
export function listPublished(call: RegistrationCall): Answer {
  return succeeded({ results: publications(call.client).map(({ version }) => version) });
}

/** settings/widget/delete: one version, or all of the client. */
export function deletePublished(call: RegistrationCall): Answer {
  const kept = publications(call.client).filter(({ version }) => !isAsked(call, version));
  if (kept.length === publications(call.client).length) {
    return notPublished();
  }
  return succeeded({}, withClient(call.state, { ...call.client, publications: kept }));
}

function publications(client: SandboxClient): readonly Publication[] {
  return client.publications ?? [];
}

function isAsked(call: RegistrationCall, version: string): boolean {
  return call.text('version') === '' || call.text('version') === version;
}

function notPublished(): Answer {
  return invalidArgument('version', 'nothing was published for this client and version');
}

// The form of the list is not documented: a JSON list and names with commas or blanks between them are both read.
function publishedNames(text: string): readonly string[] {
  const value = parseJson(text);
  return isStrings(value) ? value : text.split(/[\s,]+/).filter((name) => name !== '');
}
