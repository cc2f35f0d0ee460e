import type { Json } from './json.ts';
import { newId } from './new-id.ts';
import type { SandboxClient } from './state.ts';

const HOUR_MS = 3_600_000;
const MAX_HOURS = 168;

/** The client with a new secret; the old one lives on for 0 to 168 hours. Undefined when the hours are none of these. */
export function rotateSecret(client: SandboxClient, hours: Json | undefined, nowMs: number): SandboxClient | undefined {
  if (typeof hours !== 'number' || !Number.isInteger(hours) || hours < 0 || hours > MAX_HOURS) {
    return undefined;
  }
  const old = { secret: client.secret, validUntilMs: nowMs + hours * HOUR_MS };
  const stillValid = (client.oldSecrets ?? []).filter(({ validUntilMs }) => nowMs < validUntilMs);
  return { ...client, secret: newId(32), oldSecrets: hours === 0 ? stillValid : [old, ...stillValid] };
}
