import { hostOf } from '../../leaf/read-url.ts';
import { sections } from '../../model/address.ts';
import type { LiveScope } from '../../model/live.ts';
import { type Direction, specIn } from '../../model/setting.ts';
import { heldValues } from '../../model/state.ts';
import { isSecret } from '../../model/value.ts';
import type { GuardInput } from '../guards/guard.ts';
import type { Effective } from './effective-value.ts';
import { urlsIn, urlWithHost } from './url-weaknesses.ts';

type UrlDirection = Extract<Direction, { readonly kind: 'url' }>;

/** Stands where there is a host that cannot be read. */
export const unclearHost = 'a host that capstan cannot read';

/** The hosts that a setting leads to, each once. */
export function hostsIn({ list }: UrlDirection, value: Effective): readonly string[] {
  if (value.kind === 'unset') return [];
  const urls = value.kind === 'value' ? urlsIn(value.json, list) : undefined;
  return urls === undefined ? [unclearHost] : [...new Set(urls.map(hostIn))];
}

function hostIn(text: string): string {
  const url = urlWithHost(text);
  return url === undefined ? unclearHost : hostOf(url);
}

/** The hosts that the URL settings of the live application lead to, in every scope that was read. */
export function liveHosts({ live, catalogue }: Pick<GuardInput, 'live' | 'catalogue'>): ReadonlySet<string> {
  const scopes = [...(live.global === null ? [] : [live.global]), ...live.scopes.values()];
  const values = scopes.flatMap(allValues);
  return new Set(
    values.flatMap(([section, key, value]) => {
      const direction = specIn(catalogue, section, key)?.direction;
      if (direction?.kind !== 'url' || isSecret(value)) return [];
      return hostsIn(direction, { kind: 'value', json: value, from: 'own' });
    }),
  );
}

function allValues({ sections: own, inherited }: LiveScope) {
  return [own, ...(inherited === null ? [] : [inherited])].flatMap((held) =>
    sections.flatMap((section) => heldValues(held[section]).map(([key, value]) => [section, key, value] as const)),
  );
}
