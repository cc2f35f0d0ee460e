import type { Scope } from '../../model/address.ts';
import type { LiveClient, LiveScope } from '../../model/live.ts';
import type { ClientReply, Read, SettingsReply } from '../../service/interface.ts';

/** One read of a scope: what it means, and the very reply, from which a replacing body is made. */
export type ScopeRead = {
  readonly live: LiveScope;
  /** The same with each key by its own name, also where that shows a secret: for a body, never shown. */
  readonly carried: LiveScope;
  readonly reply: SettingsReply;
};

/** One read of a client: what it means, and the very reply, from which a replacing body is made. */
export type ClientRead = { readonly live: LiveClient; readonly reply: ClientReply };

/** Reads what is about to be written, or was, with secrets sealed. */
export interface FreshReads {
  settings(scope: Scope): Promise<Read<ScopeRead>>;
  client(clientId: string): Promise<Read<ClientRead>>;
}
