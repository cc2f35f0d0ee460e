import { secrecyOf } from '../engine/secrecy/secrecy-of.ts';
import { sealLive } from '../engine/secrecy/settle.ts';
import { parseAllowedHosts } from '../model/application.ts';
import type { KeptState } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import type { Catalogue } from '../model/setting.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import {
  chooseClients,
  type ImportChoice,
  type ImportSource,
  unknownClients,
} from '../yaml-edit/import/choose-clients.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd, endWith } from './ending.ts';
import { importedApplication, readForImport } from './import-live.ts';
import { loadedOrEnd } from './load-file.ts';
import { planFile, planOverKept } from './plan.ts';
import { runContextOf } from './run-context.ts';

/** What is imported, whether it was read from the service or from what was saved of it. */
export type ImportOrigin = Pick<ImportChoice, 'application' | 'clients' | 'remarks'> & {
  readonly source: ImportSource;
  /** What is to be known of how a saved state was understood. */
  readonly notes: readonly string[];
  /** Plans from a file over the same state. */
  readonly planFrom: (path: string, context: WorkflowContext) => Promise<Plan>;
};

/** The live application that the flags name. */
export async function liveOrigin(
  flags: ImportRequest,
  catalogue: Catalogue,
  context: WorkflowContext,
): Promise<ImportOrigin> {
  const { application: id } = flags;
  if (id === null) throw noApplication();
  const allowedHosts = parseAllowedHosts(context.variables['CAPSTAN_ALLOWED_HOSTS']);
  const application = importedApplication({ ...flags, application: id }, allowedHosts);
  const { source, clients } = await readForImport(application, flags.clients, catalogue, context);
  const { configUrl, ...rest } = application;
  const named = { ...rest, configUrl: application.region === null ? configUrl : null };
  return { application: named, source, clients, remarks: [], notes: [], planFrom: planOverLive };
}

function noApplication(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'Neither --application nor --from is given.',
    cure: 'Give the id of the application to read, or --from FILE for what was saved of one.',
  });
}

async function planOverLive(path: string, context: WorkflowContext): Promise<Plan> {
  const request = {
    file: path,
    only: [],
    secrets: 'left-out',
    baseline: undefined,
    liveEdits: 'kept',
    key: 'when-asked',
  } as const;
  return planFile(request, context);
}

/** What was saved of an application in a file or folder. Needs neither network nor credentials. */
export async function keptOrigin(
  from: string,
  flags: ImportRequest,
  catalogue: Catalogue,
  context: WorkflowContext,
): Promise<ImportOrigin> {
  const { readKept } = await import('./read-kept.ts');
  const kept = await readKept(from, { application: flags.application, otherwise: null }, context);
  const secrecy = secrecyOf({ catalogue, files: [], baseline: null, live: kept.live, known: [hiddenIn(kept)] });
  const source = { live: sealLive(kept.live, secrecy), secrecy };
  const chosen = chooseClients(source.live.clients, flags.clients);
  if (chosen.kind === 'unknown')
    throw new ExpectedEnd('wrongUsage', [unknownClients(chosen.missing, source.live.clients)]);
  const { application, isGuessed } = applicationOf(kept, flags, context);
  const remark = `Taken from ${visibleText(from)}, and not from the live application.`;
  return {
    application,
    source,
    clients: chosen.ids,
    remarks: isGuessed ? [remark, regionRemark] : [remark],
    notes: isGuessed ? [...kept.notes, regionRemark] : kept.notes,
    planFrom: (path, runContext) => planFromOver(path, kept, runContext),
  };
}

function hiddenIn({ hidden }: KeptState) {
  return { source: 'what it was taken from, which hides it', addresses: hidden };
}

const regionRemark = 'The source does not say the region: us is a guess. --region says it, and so does the Console.';

function applicationOf(kept: KeptState, flags: ImportRequest, { variables }: WorkflowContext) {
  const region = flags.region ?? (flags.configUrl === null ? kept.region : null);
  const isGuessed = region === null && flags.configUrl === null;
  const asked = { ...flags, application: kept.application, region: isGuessed ? 'us' : region };
  const { configUrl, ...rest } = importedApplication(asked, parseAllowedHosts(variables['CAPSTAN_ALLOWED_HOSTS']));
  return { application: { ...rest, configUrl: rest.region === null ? configUrl : null }, isGuessed };
}

async function planFromOver(path: string, kept: KeptState, context: WorkflowContext): Promise<Plan> {
  const { desired } = await loadedOrEnd(path, context, 'left-out');
  const against = { only: [], baseline: null, liveEdits: 'kept', undo: null, key: 'when-asked' } as const;
  return planOverKept(kept, desired, await runContextOf(desired, against, context));
}

/** Where the text goes. */
type Destination =
  | { readonly kind: 'file'; readonly path: string }
  /** `print` is handed the text before it is proven that a plan from it is in sync. */
  | { readonly kind: 'print'; readonly print: (text: string) => Promise<void> };

/** What import is asked for. */
export type ImportRequest = {
  /** What was saved of an application; null: it is read from the service. */
  readonly from: string | null;
  /** null: `from` says it. */
  readonly application: string | null;
  readonly region: string | null;
  readonly configUrl: string | null;
  readonly captureUrl: string | null;
  /** Names or ids; empty: all clients. */
  readonly clients: readonly string[];
  /** Where an editor finds the schema, from the file that is made; null: not known. */
  readonly schema: string | null;
  readonly secrets: 'unmanaged' | 'references';
  readonly destination: Destination;
};
