import { createReadApi } from '../api/create-api.ts';
import { jsonText } from '../render/json-text.ts';
import { planJson } from '../render/plan-json.ts';
import { planText } from '../render/plan-text.ts';
import { exitCode, exitCodeOfPlan } from './exit-code.ts';
import { endWith } from './expected-end.ts';
import { parseTargets } from './parse-targets.ts';
import { planView } from './plan-view.ts';
import { preparePlan } from './prepare-plan.ts';
import { runFiles } from './run-files.ts';
import { saveFile } from './save-file.ts';
import { savedText } from './saved-text.ts';
import type { CommonFlags, Session } from './session.ts';

export type PlanFlags = CommonFlags & {
  readonly out: string | undefined;
  readonly only: readonly string[];
  readonly unmanaged: 'listed' | 'counted';
  readonly exitCodes: 'plain' | 'detailed';
  readonly secrets: 'required' | 'left-out';
};

/** `capstan plan`: gives the exit code. */
export async function planFiles(flags: PlanFlags, session: Session): Promise<number> {
  const only = parseTargets(flags.only);
  if (flags.out !== undefined && flags.file.length > 1) throw oneFileOnly('--out');
  let saved = '';
  const code = await runFiles(flags, session, {
    afterTrouble: 'go-on',
    each: async (file) => {
      const { planned, api } = await preparePlan(file, { only, secrets: flags.secrets }, session, {
        open: createReadApi,
        check: () => {},
      });
      await api.close();
      const { plan } = planned;
      if (flags.out !== undefined) {
        await saveFile(flags.out, jsonText(planJson(plan)));
        saved = savedText(plan, { out: flags.out, file, secrets: flags.secrets });
      }
      return {
        exitCode: exitCodeOfPlan(plan, flags.exitCodes),
        text: planText(plan, planView(flags, session)),
        json: planJson(plan),
      };
    },
  });
  if (saved !== '' && flags.voice !== 'quiet') await session.tell(saved);
  return code;
}

/** A saved plan belongs to one file. */
export function oneFileOnly(what: string): Error {
  return endWith(exitCode.wrongUsage, {
    code: 'one-file-only',
    message: `${what} goes with one file, and there are several.`,
    cure: 'Run capstan once for each file.',
  });
}
