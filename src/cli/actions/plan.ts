import type { LiveEdits } from '../../model/baseline.ts';
import { jsonText, planJson } from '../../render/machine/json.ts';
import { planText } from '../../render/text/plan-text.ts';
import { countOf } from '../../render/text/value-text.ts';
import { wrapLines } from '../../render/text/wrap-text.ts';
import { claimed } from '../../workflows/files/claim-output.ts';
import { saveFile } from '../../workflows/files/write-file.ts';
import { parseTargets } from '../../workflows/load-file.ts';
import { readClientsOf, readLiveClients } from '../../workflows/open-application.ts';
import { planFile, planSnapshot } from '../../workflows/plan.ts';
import { savedText } from '../../workflows/read-saved.ts';
import { exitCodeOfPlan } from '../exit-codes.ts';
import { isJsonWanted } from '../file-work.ts';
import { planView } from '../reports.ts';
import { oneFileOnly, runFiles } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type PlanFlags = CommonFlags & {
  readonly out: string | undefined;
  /** A snapshot to plan against in place of the live application. */
  readonly snapshot: string | undefined;
  readonly only: readonly string[];
  readonly unmanaged: 'listed' | 'counted';
  readonly exitCodes: 'plain' | 'detailed';
  readonly secrets: 'required' | 'left-out';
  /** The value of `--baseline`; undefined: the baseline that the file names, if any. */
  readonly baseline: string | undefined;
  readonly liveEdits: LiveEdits;
};

/** `capstan plan`: returns the exit code. */
export async function planFiles(flags: PlanFlags, session: Session): Promise<number> {
  const only = parseTargets(flags.only);
  if (flags.out !== undefined && flags.file.length > 1) throw oneFileOnly('--out');
  const out = await claimed({ flag: '--out', path: flags.out, kind: 'plan' }, session);
  const key = out !== null || isJsonWanted(flags) ? 'ahead' : 'when-asked';
  let saved = '';
  const code = await runFiles(flags, session, {
    command: 'plan',
    afterFailure: 'go-on',
    readClients: flags.snapshot === undefined ? readLiveClients : readClientsOf(flags.snapshot),
    each: async (file, own) => {
      const { secrets, baseline, liveEdits, snapshot } = flags;
      const request = { file, only, secrets, baseline, liveEdits, key } as const;
      const plan = await (snapshot === undefined ? planFile(request, own) : planSnapshot(request, snapshot, own));
      if (out !== null) {
        await saveFile(out, jsonText(planJson(plan)), own);
        saved = savedText(plan, { out: out.path, file, secrets: flags.secrets });
      }
      return {
        exitCode: exitCodeOfPlan(plan, flags.exitCodes),
        says: plan.status === 'in-sync' ? 'in sync' : `${plan.status}, ${countOf(plan.changes.length, 'change')}`,
        text: flags.format === 'text' ? planText(plan, await planView(flags, session, plan.findings)) : '',
        json: isJsonWanted(flags) ? planJson(plan) : null,
        view: async () => (await import('../reports.ts')).reportOfPlan(plan, flags.format, session),
      };
    },
  });
  if (saved !== '' && flags.verbosity !== 'quiet')
    await session.stderr(wrapLines(saved, session.stderrStyle.terminalWidth));
  return code;
}
