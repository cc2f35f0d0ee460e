import type { Json } from '../core/model/json.ts';

/** What `_self` of a reply names. */
export type SelfPath = {
  readonly application: string;
  readonly clientId: string | null;
  readonly kind: 'settings' | 'client';
};

const shape = /^\/config\/([^/]+)(?:\/clients\/([^/]+))?(\/settings)?$/;

/** Reads `_self`; undefined when it is not the path of a client or of settings. */
export function parseSelf(self: Json | undefined): SelfPath | undefined {
  const match = typeof self === 'string' ? shape.exec(self) : null;
  if (match === null) return undefined;
  const application = decoded(match[1] ?? '');
  const clientId = match[2] === undefined ? null : decoded(match[2]);
  if (match[3] !== undefined) return { application, clientId, kind: 'settings' };
  return clientId === null ? undefined : { application, clientId, kind: 'client' };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
