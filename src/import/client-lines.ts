import { featureSet } from '../core/model/feature.ts';
import type { LiveClient } from '../core/model/live.ts';
import { comment, quotedName } from './comment.ts';
import type { DecidedScope } from './decide-scope.ts';
import { sectionLines } from './section-lines.ts';
import { whyUnwritable } from './why-unwritable.ts';
import { looksLikeReference } from './why-unwritable-key.ts';
import { indent, writeKey } from './write-node.ts';
import { quoted, writeLine } from './write-string.ts';

export type WrittenClient = {
  readonly alias: string;
  readonly client: LiveClient;
  readonly isCaller: boolean;
  readonly isHostedLogin: boolean;
  readonly scope: DecidedScope;
};

/** One entry of `clients`. `names`: the variables of the secrets, by target. */
export function clientLines(written: WrittenClient, names: ReadonlyMap<string, string>): readonly string[] {
  const { alias, client, scope } = written;
  return [
    `# ${quotedName(client.name)}`,
    ...remarks(written).map(comment),
    `${writeKey(alias)}:`,
    ...indent([
      `id: ${writeLine(client.id)}`,
      featureLine(client),
      ...sectionLines('settings', scope.settings, names),
      ...sectionLines('custom', scope.custom, names),
    ]),
  ];
}

function remarks({ client, isCaller, isHostedLogin }: WrittenClient): readonly string[] {
  const has = (feature: string): boolean => client.features?.includes(feature) === true;
  return [
    ...(isCaller
      ? ['The caller: this file was written with its credentials. capstan refuses to take owner from it.']
      : []),
    ...(has('owner') ? ['Owner: may change everything in this application.'] : []),
    ...(has('metadata') ? ['The vendor sets metadata: capstan refuses any change of these features.'] : []),
    ...(isHostedLogin ? ['Belongs to Hosted Login: capstan refuses any change of its features.'] : []),
  ];
}

function featureLine({ features }: LiveClient): string {
  const reason = whyNoFeatures(features);
  if (features === null || reason !== null) return comment(`features: not managed here: ${reason}`);
  return `features: [${featureSet(features).map(flowText).join(', ')}]`;
}

// No reference is read in a feature list, so a `${` stays what it is; inside brackets a comma would end a bare text.
function flowText(text: string): string {
  return /^[a-z_]+$/.test(text) ? writeLine(text) : quoted(text);
}

/** Why a feature list cannot stand in a file; null when it can. */
export function whyNoFeatures(features: LiveClient['features']): string | null {
  if (features === null) return 'the service gave no list';
  const isLegal =
    features.length <= maxFeatures &&
    features.every((name) => whyUnwritable(name) === null && !looksLikeReference(name));
  return isLegal ? null : 'the list is too long, or holds a name that no file can hold';
}

/** As many as the format takes. */
const maxFeatures = 100;
