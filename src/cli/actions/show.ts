import type { Plan } from '../../model/plan.ts';
import { jsonText, planJson } from '../../render/machine/json.ts';
import { planText } from '../../render/text/plan-text.ts';
import { checkSeal } from '../../workflows/check-saved-plan.ts';
import { makeFingerprint } from '../../workflows/fingerprint.ts';
import { readSavedPlan } from '../../workflows/read-saved.ts';
import { exitCode } from '../exit-codes.ts';
import { refuseYamlAsPlan } from '../hints/yaml-as-plan.ts';
import { planView } from '../reports.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type ShowFlags = CommonFlags & { readonly plan: string; readonly unmanaged: 'listed' | 'counted' };

/** `capstan show`: prints a saved plan as `plan` printed it. Needs no network, and no file but the plan. */
export async function showPlan(flags: ShowFlags, session: Session): Promise<number> {
  const { format } = flags;
  refuseYamlAsPlan(flags.plan, session.cwd, (file) => `\`capstan plan -f ${file}\``);
  const plan = await readSavedPlan(flags.plan, session.cwd);
  await checkSealIfPossible(plan, session);
  if (format === 'text') await session.stdout(planText(plan, await planView(flags, session)));
  else if (format === 'json') await session.stdout(jsonText(planJson(plan)));
  else {
    const [{ printReports }, { reportOfPlan }] = await Promise.all([import('../reports.ts'), import('../reports.ts')]);
    const report = await reportOfPlan(plan, format, session);
    await printReports([report], format, { ...flags, file: [flags.plan] }, session);
  }
  return exitCode.done;
}

// Showing a plan needs no key. With the key that sealed it, capstan detects an edit.
async function checkSealIfPossible(plan: Plan, { variables }: Session): Promise<void> {
  const passphrase = variables['CAPSTAN_FINGERPRINT_KEY'] || variables['CAPSTAN_CLIENT_SECRET'];
  if (passphrase) checkSeal(plan, await makeFingerprint(passphrase, plan.application.id));
}
