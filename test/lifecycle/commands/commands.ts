import { join } from 'node:path';
import { applyFiles, undo } from '../../../src/cli/actions/apply.ts';
import { absorbFiles, driftOfFiles } from '../../../src/cli/actions/drift.ts';
import { snapshotApplication } from '../../../src/cli/actions/import.ts';
import { planFiles } from '../../../src/cli/actions/plan.ts';
import { exitCode } from '../../../src/cli/exit-codes.ts';
import type { CommonFlags, Format, Session } from '../../../src/cli/terminal/session.ts';
import type { LiveEdits } from '../../../src/model/baseline.ts';
import { problemsText } from '../../../src/render/text/problems-text.ts';
import { plainStyle } from '../../../src/render/text/style.ts';
import { ExpectedEnd } from '../../../src/workflows/ending.ts';
import { type FakeSession, fakeSession } from '../../cli/fake-session.ts';
import { scenarioCaller } from '../../support/scenario-state.ts';
import { secretText } from './arbitrary-values.ts';
import { names, type Office } from './office.ts';

/** How a command ended, and all that it said. */
export type Ended = { readonly code: number; readonly out: string; readonly told: string };

/** What a command is told besides. */
export type Words = {
  readonly format: Format;
  readonly only: readonly string[];
  readonly baseline: string | undefined;
};

/** What a plan is made with, besides. */
export type PlanWords = Words & { readonly overwrites: boolean };

/** How someone answers the question whether to apply; null: it is not asked. */
export type Answer = (() => Promise<string | null>) | null;

/** The commands, as the program runs them: the one place at which stories are joined to `src/cli`. */
export function commandsIn(office: Office, parts: Partial<Session> = {}) {
  const common = (format: Format): CommonFlags => ({ file: ['capstan.yaml'], format, verbosity: 'normal' });
  const start = (more: Partial<Session> = {}): FakeSession =>
    fakeSession({
      ...parts,
      ...more,
      variables,
      cwd: office.folder,
      now: office.now,
      sleep: async (ms) => office.wait(ms),
    });
  const path = (name: string): string => join(office.folder, name);

  return {
    plan: ({ format, only, baseline, overwrites }: PlanWords, out: 'saved' | 'shown'): Promise<Ended> =>
      ended(start(), (session) =>
        planFiles(
          {
            ...common(format),
            out: out === 'saved' ? path(names.plan) : undefined,
            snapshot: undefined,
            only,
            unmanaged: 'counted',
            exitCodes: 'detailed',
            secrets: 'required',
            baseline,
            liveEdits: liveEdits(overwrites),
          },
          session,
        ),
      ),
    apply: (
      { format, only, baseline, overwrites }: PlanWords,
      what: 'file' | 'saved',
      answer: Answer,
    ): Promise<Ended> =>
      ended(start({ prompt: answer ?? undefined }), (session) =>
        applyFiles(
          {
            ...common(format),
            plan: what === 'saved' ? path(names.plan) : undefined,
            approval: answer === null ? 'given' : 'ask',
            expectDigest: undefined,
            only,
            secrets: 'required',
            baseline,
            liveEdits: liveEdits(overwrites),
            journal: undefined,
          },
          session,
        ),
      ),
    drift: ({ format, only, baseline }: Words): Promise<Ended> =>
      ended(start(), (session) =>
        driftOfFiles({ ...common(format), only, baseline, metrics: undefined, notify: undefined }, session),
      ),
    absorb: ({ format, only, baseline }: Words): Promise<Ended> =>
      ended(start(), (session) => absorbFiles({ ...common(format), only, baseline, approval: 'given' }, session)),
    snapshot: (): Promise<Ended> =>
      ended(start(), (session) =>
        snapshotApplication({ ...common('text'), out: path(names.snapshot), redact: [] }, session),
      ),
    undo: (run: string): Promise<Ended> =>
      ended(start(), (session) =>
        undo({ ...common('json'), run, journal: undefined, only: [], approval: 'given' }, session),
      ),
  };
}

function liveEdits(overwrites: boolean): LiveEdits {
  return overwrites ? 'overwritten' : 'kept';
}

const variables = {
  CAPSTAN_CLIENT_ID: scenarioCaller.id,
  CAPSTAN_CLIENT_SECRET: scenarioCaller.secret,
  CAPSTAN_VAR_STORY_RPX: secretText(),
};

async function ended(session: FakeSession, run: (session: Session) => Promise<number>): Promise<Ended> {
  const end = async (): Promise<number> => {
    try {
      return await run(session);
    } catch (error) {
      if (!(error instanceof ExpectedEnd)) throw error;
      await session.stderr(problemsText(error.problems, plainStyle()));
      return exitCode[error.ending];
    }
  };
  const code = await end();
  return { code, out: session.printed.join(''), told: session.told.join('') + session.steps.join('') };
}
