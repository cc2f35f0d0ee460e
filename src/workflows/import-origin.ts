import { secrecyOf } from '../engine/secrecy/secrecy-of.ts';
import { sealLive } from '../engine/secrecy/settle.ts';
import { parseAllowedHosts } from '../model/desired.ts';
import type { KeptState } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import type { Catalogue } from '../model/setting.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import {
  chooseClients,
  type ImportChoice,
  type ImportSource,
  unknownClients,
} from '../yaml-edit/import/import-input.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd, endWith } from './ending.ts';
import { importedApplication, readForImport } from './import-live.ts';
import { loadedOrEnd } from './load-file.ts';
import { planFile, planOverKept } from './plan.ts';
import { runContextOf } from './run-context.ts';

/** The application to import, read from the service or from a saved form. */
export type ImportOrigin = Pick<ImportChoice, 'application' | 'clients' | 'remarks'> & {
  readonly source: ImportSource;
  /** Remarks on how a saved state was interpreted. */
  readonly notes: readonly string[];
  /** Plans from a file against the same state. */
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
    cure: 'Give the id of the application to read, or --from FILE for a saved application.',
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

/** Reads an application saved in a file or folder. Needs neither network nor credentials. */
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
  const remark = `Taken from ${visibleText(from)}, not from the live application.`;
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
  return { source: 'the source, which hides it', addresses: hidden };
}

const regionRemark =
  'The source does not contain the region: us is a guess. The Console shows the region; pass it with --region.';

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

/** The destination of the text. */
type Destination =
  | { readonly kind: 'file'; readonly path: string }
  /** `print` receives the text before a plan proves that it is in sync. */
  | { readonly kind: 'print'; readonly print: (text: string) => Promise<void> };

/** The options of import. */
export type ImportRequest = {
  /** A saved application; null: it is read from the service. */
  readonly from: string | null;
  /** null: taken from `from`. */
  readonly application: string | null;
  readonly region: string | null;
  readonly configUrl: string | null;
  readonly captureUrl: string | null;
  /** Names or ids; empty: all clients. */
  readonly clients: readonly string[];
  /** The path of the schema for editors, from the new file; null: unknown. */
  readonly schema: string | null;
  readonly secrets: 'unmanaged' | 'references';
  readonly destination: Destination;
};
