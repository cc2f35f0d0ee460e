import type { Application } from '../../model/desired.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { countOf } from '../../render/text/value-text.ts';
import type { Probe } from '../../service/client/create-api.ts';
import type { ClientReply, Failure, Read, ReadApi } from '../../service/interface.ts';
import { connectionProblems, endingOfFailures } from '../../workflows/ending.ts';
import { inFile } from '../../workflows/open-application.ts';
import { exitCode } from '../exit-codes.ts';
import { type Check, failed, inOne, ok, skipped, warning } from './check.ts';
import { checkOfStage } from './host-checks.ts';

const names = ['credentials', 'features', 'allow-list', 'owners', 'options'];

/** Why no request is sent with credentials: all of these checks are skipped, or the first one reports the problem. */
export function noApplicationChecks(first: Check): readonly Check[] {
  return [first, ...names.slice(1).map((name) => skipped(name, 'Needs credentials that are accepted.'))];
}

/** Checks the caller and the application by two reads. Nothing here can write. */
export async function applicationChecks(api: ReadApi): Promise<readonly Check[]> {
  const [list, options] = await Promise.all([api.listClients(), api.readOptions()]);
  if (list.kind === 'failed' && list.failure.code === 'forbidden') return refusedChecks(list);
  if (list.kind !== 'value') return noApplicationChecks(failedRead('credentials', list));
  const caller = list.value.find(({ id }) => id === api.caller);
  return [
    ok('credentials', `Accepted: client ${visibleText(api.caller)}.`),
    featureCheck(api.caller, caller),
    allowListCheck(caller),
    ownerCheck(api.caller, list.value),
    optionsCheck(options),
  ];
}

// Only an owner may list clients, from an address that its allow list contains.
function refusedChecks(list: Exclude<Read<unknown>, { readonly kind: 'value' }>): readonly Check[] {
  const why = 'The service refuses a request that an owner may send: see features.';
  const all = noApplicationChecks(skipped('credentials', why));
  return all.map((check) => (check.name === 'features' ? failedRead('features', list) : check));
}

function failedRead(name: string, read: Exclude<Read<unknown>, { readonly kind: 'value' }>): Check {
  const failure: Failure =
    read.kind === 'failed'
      ? read.failure
      : { code: 'bad-reply', status: null, request: null, reason: 'The service does not return this.', tries: 1 };
  const { message, cure } = inOne(connectionProblems([failure], inFile));
  return failed(name, exitCode[endingOfFailures([failure])], {
    message: `${message.replace(/\.$/, '')}.`,
    cure,
  });
}

const ownerCure = 'Use the credentials of an API client with the owner feature.';

function featureCheck(id: string, caller: ClientReply | undefined): Check {
  if (caller === undefined) {
    return warning(
      'features',
      `The list of clients lacks ${visibleText(id)}, whose credentials are in use.`,
      ownerCure,
    );
  }
  if (caller.features === null)
    return skipped('features', 'The service does not return the features of the API client in use.');
  const has = caller.features.length === 0 ? 'no feature' : caller.features.map(visibleText).join(', ');
  const said = `Client ${visibleText(caller.name)} has ${has}`;
  if (caller.features.includes('owner')) return ok('features', `${said}.`);
  return failed('features', exitCode.notPermitted, { message: `${said}, and not owner.`, cure: ownerCure });
}

function allowListCheck(caller: ClientReply | undefined): Check {
  const list = caller?.ipWhitelist ?? null;
  if (list === null)
    return skipped('allow-list', 'The service does not return the IP allow list of the API client in use.');
  const shown = list.slice(0, 5).map(visibleText).join(', ');
  const more = list.length > 5 ? ` and ${list.length - 5} more` : '';
  if (list.includes('0.0.0.0/0')) return ok('allow-list', 'The API client may be used from any address (0.0.0.0/0).');
  return ok('allow-list', `The API client may be used from ${shown}${more}, which includes this machine.`);
}

function ownerCheck(id: string, clients: readonly ClientReply[]): Check {
  const others = clients.filter((client) => client.id !== id && client.features?.includes('owner') === true);
  if (others.length > 0) {
    return ok(
      'owners',
      `${countOf(others.length, 'other owner')}: ${others
        .slice(0, 3)
        .map(({ name }) => visibleText(name))
        .join(', ')}`,
    );
  }
  return warning(
    'owners',
    'No other client has the owner feature. If you lose this one, no one can read or write settings.',
    'Create a second client with the owner feature, and keep its secret for an emergency.',
  );
}

function optionsCheck(options: Awaited<ReturnType<ReadApi['readOptions']>>): Check {
  if (options.kind === 'value')
    return ok('options', `The service lists ${countOf(options.value.length, 'known setting')}.`);
  if (options.kind === 'failed') return failedRead('options', options);
  return warning(
    'options',
    'The service does not list its settings, so capstan checks names and types against its own catalogue only.',
    'Check the names in the file: a misspelt one becomes a custom setting.',
  );
}

function whySilent(host: Exclude<Probe, { readonly kind: 'answered' }>): string {
  if (host.kind === 'no-proxy') return 'see proxy';
  const { message, stage } = host.error;
  return stage === undefined ? message : `see ${checkOfStage[stage]}`;
}

/** Whether single keys can be written; else every change replaces a whole scope. */
export function perKeyCheck({ captureUrl }: Application, capture: Probe | null, features: Check | undefined): Check {
  const name = 'per-key-writes';
  if (captureUrl === null || capture === null) {
    return warning(
      name,
      'The file has no captureUrl, so every change replaces a whole scope.',
      'Set captureUrl under `application:` to the registration domain; the Console shows it on the page Manage Application.',
    );
  }
  if (capture.kind !== 'answered') {
    const why = whySilent(capture);
    const cure =
      'Check captureUrl under `application:`; the Console shows the registration domain on the page Manage Application.';
    return failed(name, exitCode.serviceFailed, {
      message: `${visibleText(capture.host)} does not answer: ${visibleText(why)}.`,
      cure,
    });
  }
  if (features?.status !== 'ok')
    return skipped(name, `${visibleText(capture.host)} answers; whether the API client may write is unknown.`);
  return ok(name, `Possible through ${visibleText(capture.host)}.`);
}
