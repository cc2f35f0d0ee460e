import { parseUrl } from '../../leaf/addresses.ts';
import { type Application, isAllowedHost, isLoopback, parseAllowedHosts } from '../../model/desired.ts';
import type { Source } from '../../model/finding.ts';
import { suggest } from '../check/problems-and-limits.ts';
import { resolveText } from '../references/resolve-value.ts';
import { childOf, entriesOf, type Located, type LocatedMap } from '../yaml/located.ts';
import type { DecodeContext } from './decode-context.ts';

type Named = { readonly text: string; readonly source: Source };

/** Which application the file is for; undefined, with problems, when that is not clear. */
export function decodeApplication(
  root: LocatedMap,
  context: DecodeContext,
): (Application & { readonly source: Source }) | undefined {
  const entry = root.entries.get('application');
  if (entry === undefined) {
    context.problems.add(
      'missing-key',
      root.source,
      'no file names the application',
      'Add "application" with "id" and "region".',
    );
    return undefined;
  }
  const { value, keySource: source } = entry;
  const id = decodeId(childOf(value, 'id'), 'application id', context);
  if (!entriesOf(value).has('id')) {
    context.problems.add('missing-key', source, '"application" lacks "id"', 'Add the id that the Console shows.');
  }
  const api = decodeApi(value, source, context);
  const captureUrl = decodeUrl(childOf(value, 'captureUrl'), context);
  const isSound = captureUrl !== undefined || !entriesOf(value).has('captureUrl');
  if (id === undefined || api === undefined || !isSound) return undefined;
  return { id: id.text, ...api, captureUrl: captureUrl ?? null, source };
}

/** A text where references to variables may stand; undefined, with problems, when there is none. */
export function decodeText(node: Located | undefined, context: DecodeContext): Named | undefined {
  if (node?.kind !== 'scalar' || node.json === null) return undefined;
  const resolved = resolveText(node, context);
  return resolved.kind === 'plain' ? { text: resolved.text, source: node.source } : undefined;
}

/** Whether a text is an id of the service. It becomes part of a URL path, so it may hold nothing that could lead out of it. */
export function isId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/u.test(text);
}

/** An id of the service; undefined, with problems, when it is none. */
export function decodeId(node: Located | undefined, what: string, context: DecodeContext): Named | undefined {
  const id = decodeText(node, context);
  if (id === undefined || isId(id.text)) return id;
  context.problems.add(
    'bad-id',
    id.source,
    `this is not a valid ${what}`,
    'Use letters, digits, _ and -, 128 at most, as the Console shows it.',
  );
  return undefined;
}

function decodeApi(
  node: Located,
  source: Source,
  context: DecodeContext,
): Pick<Application, 'region' | 'configUrl'> | undefined {
  const configNode = childOf(node, 'configUrl');
  if (configNode !== undefined) {
    const configUrl = decodeUrl(configNode, context);
    return configUrl === undefined ? undefined : { region: null, configUrl };
  }
  const regionNode = childOf(node, 'region');
  if (regionNode === undefined) {
    context.problems.add(
      'missing-key',
      source,
      '"application" lacks "region"',
      `Add "region" (${regions.join(', ')}), or "configUrl".`,
    );
    return undefined;
  }
  const region = decodeText(regionNode, context);
  if (region === undefined) return undefined;
  if (regions.includes(region.text)) return { region: region.text, configUrl: configUrlOf(region.text) };
  // What is in the file itself was compared with the schema.
  if (regionNode.kind !== 'scalar' || !regionNode.text.includes('${')) return undefined;
  context.problems.add(
    'unknown-value',
    region.source,
    `"application.region" is not one of: ${regions.join(', ')}`,
    suggest(region.text, regions, 'Choose one of them.'),
  );
  return undefined;
}

function decodeUrl(node: Located | undefined, context: DecodeContext): string | undefined {
  const written = decodeText(node, context);
  if (written === undefined) return undefined;
  const { problems, options } = context;
  const url = parseOrigin(written.text);
  if (url === undefined) {
    problems.add(
      'bad-url',
      written.source,
      'this is not the URL of a host',
      'Write https:// and a host, without path, query and user.',
    );
    return undefined;
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    problems.add(
      'insecure-url',
      written.source,
      'credentials would be sent unencrypted',
      'Write https://; plain http is allowed for this machine only.',
    );
    return undefined;
  }
  if (isAllowedHost(url, parseAllowedHosts(options.env['CAPSTAN_ALLOWED_HOSTS']))) return url.origin;
  problems.add(
    'host-not-allowed',
    written.source,
    'credentials may not be sent to this host',
    'Use v1.api.<region>.janrain.com or *.janraincapture.com, or ask the holder of the credentials to list it in CAPSTAN_ALLOWED_HOSTS.',
  );
  return undefined;
}

// Compared with the text as well, since the parser forgives much: backslashes, blanks, an empty query.
function parseOrigin(text: string): URL | undefined {
  return /^https?:\/\/[^\s/\\?#@]+\/?$/iu.test(text) ? parseUrl(text) : undefined;
}

/** The regions of the Configuration API. Any other host is named by `configUrl`. */
export const regions: readonly string[] = ['us', 'eu', 'au', 'sa', 'cn', 'sg'];

/** Origin of the Configuration API of a region. */
function configUrlOf(region: string): string {
  return `https://v1.api.${region}.janrain.com`;
}
