import { formatTarget } from '../../model/address.ts';
import type { Snapshot, SnapshotScope } from '../../model/baseline.ts';
import type { Secrecy } from '../../model/secrecy.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { jsonText } from '../../render/machine/json.ts';
import { countOf } from '../../render/text/value-text.ts';
import { wrapLines } from '../../render/text/wrap-text.ts';
import { claimed } from '../../workflows/files/claim-output.ts';
import { saveFile } from '../../workflows/files/write-file.ts';
import { parseTargets } from '../../workflows/load-file.ts';
import { takeSnapshot } from '../../workflows/snapshot.ts';
import { exitCode } from '../exit-codes.ts';
import { oneFileOnly } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type SnapshotFlags = CommonFlags & {
  /** undefined: to stdout. */
  readonly out: string | undefined;
  readonly redact: readonly string[];
};

/** `capstan snapshot`: writes the whole live application to a file, without any secret. */
export async function snapshotApplication(flags: SnapshotFlags, session: Session): Promise<number> {
  const [file = '', ...more] = flags.file;
  if (more.length > 0) throw oneFileOnly('A snapshot');
  const redact = parseTargets(flags.redact, '--redact');
  const out = await claimed({ flag: '--out', path: flags.out, kind: 'snapshot' }, session);
  const { snapshot, secrecy } = await takeSnapshot(file, redact, session);
  const text = jsonText(snapshot);
  if (out === null) await session.stdout(text);
  else await saveFile(out, text, session);
  if (flags.verbosity !== 'quiet')
    await session.stderr(
      wrapLines(`${saidOf(snapshot, flags.out)}${exposedText(secrecy)}`, session.stderrStyle.terminalWidth),
    );
  return exitCode.done;
}

function saidOf({ application, global, clients, readAt }: Snapshot, out: string | undefined): string {
  const scopes = [global, ...clients.map(({ scope }) => scope)];
  const keys = (member: 'values' | 'hidden'): number => scopes.reduce((sum, scope) => sum + sizeOf(scope, member), 0);
  const where = out === undefined ? '' : ` Saved as ${visibleText(out)}.`;
  const hidden = `${countOf(keys('hidden'), 'value is', 'values are')} hidden behind a fingerprint`;
  return `Application ${visibleText(application.id)} as of ${readAt}: ${countOf(clients.length, 'client')}, ${countOf(keys('values'), 'value')}; ${hidden}.${where}\n`;
}

/** Values that are hidden because they contain another secret: the user has to act on these. */
function exposedText({ exposing, exposingClients }: Secrecy): string {
  const ofKeys = exposing.map(({ clientId, section, key, what, part }) => {
    const target = formatTarget({ kind: 'key', alias: clientId === null ? null : `@${clientId}`, section, key });
    return part === 'name'
      ? exposedName(target, what)
      : `secret-in-plain-value: the live value of ${visibleText(target)} contains ${visibleText(what)}, so it is hidden like a secret.\n`;
  });
  const ofClients = exposingClients.map(({ clientId, what }) => exposedName(`clients.@${clientId}`, what));
  return [...ofKeys, ...ofClients].join('');
}

function exposedName(target: string, what: string): string {
  return `secret-in-plain-value: the live name of ${visibleText(target)} contains ${visibleText(what)}, so it is not shown.\n`;
}

function sizeOf(scope: SnapshotScope, member: 'values' | 'hidden'): number {
  return Object.keys(scope.settings[member]).length + Object.keys(scope.custom[member]).length;
}
