import { isStructured, type Json } from '../../leaf/json.ts';
import { type Cell, type State, scopesOf } from '../../model/state.ts';

const hostInText = /\bhttps?:\/\/([^\s/?#"'<>\\]+)/giu;
const bareHost = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/iu;

/** The hosts that a value names, in URLs or by themselves, in lower case, without user names and ports. */
export function hostsIn(json: Json): readonly string[] {
  return textsIn(json).flatMap((text) => [
    ...(bareHost.test(text) ? [text.toLowerCase()] : []),
    ...[...text.matchAll(hostInText)].map(([, authority]) => hostOf(String(authority))),
  ]);
}

function hostOf(authority: string): string {
  const afterUser = authority.slice(authority.lastIndexOf('@') + 1);
  return afterUser.replace(/:\d*$/u, '').toLowerCase();
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return [json];
  return isStructured(json) ? Object.values(json).flatMap(textsIn) : [];
}

/**
 * The hosts that belong to a side: those of its environment-specific settings that the other side does not have there.
 */
export function ownHosts(
  side: State,
  other: State,
  isEnvironmentSpecific: (key: string) => boolean,
): ReadonlySet<string> {
  const others = new Set(environmentHosts(other, isEnvironmentSpecific));
  return new Set(environmentHosts(side, isEnvironmentSpecific).filter((host) => !others.has(host)));
}

function environmentHosts(side: State, isEnvironmentSpecific: (key: string) => boolean): readonly string[] {
  return scopesOf(side)
    .flatMap(({ sections: { settings } }) => [...settings])
    .flatMap(([key, value]) => (isEnvironmentSpecific(key) ? hostsOfValue(value) : []));
}

/** The hosts of one value of a side. */
function hostsOfValue(value: Cell): readonly string[] {
  return value.kind === 'value' ? hostsIn(value.json) : [];
}
