import { basename } from 'node:path';
import type { Source } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';
import type { Variables, WorkflowContext } from './context.ts';
import { ExpectedEnd, endWith } from './ending.ts';

/** A file that was just written, and what to call it. */
type Written = {
  readonly path: string;
  readonly shown: string;
  readonly secretNames: ReadonlySet<string>;
  /** Plans from a file over what it was written from. */
  readonly planFrom: (path: string, context: WorkflowContext) => Promise<Plan>;
};

/** Plans from what was written. Ends when that is not in sync; secrets are not compared. */
export async function verifyImport(imported: Written, context: WorkflowContext): Promise<void> {
  const { secretNames } = imported;
  const variables = without(context.variables, secretNames);
  const plan = await planOf(imported, { ...context, variables, varsFile: without(context.varsFile, secretNames) });
  const left = differences(plan, imported);
  if (left.length === 0) return;
  throw endWith('unexpected', {
    code: 'import-not-in-sync',
    message: `${imported.shown} was written, but a plan from it is not in sync: ${left.join(', ')}.`,
    cure: 'Run `capstan plan`: the application may have changed in this moment. If it still differs, this is a bug: report these names, not the values.',
  });
}

async function planOf({ path, shown, planFrom }: Written, context: WorkflowContext): Promise<Plan> {
  try {
    return await planFrom(path, context);
  } catch (error) {
    if (!(error instanceof ExpectedEnd)) throw error;
    await context.notice(`${shown} was written, but no plan could be made from it.`);
    // Of a file that stands beside it, such as capstan.protect.yaml, someone else is the author.
    throw error.problems.some(({ source }) => source !== null && isIn(path, source))
      ? new ExpectedEnd('unexpected', error.problems)
      : error;
  }
}

// A secret may be in the environment already; whether it is the live one is for a plan to say.
function without(variables: Variables, names: ReadonlySet<string>): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
}

function isIn(path: string, { file }: Source): boolean {
  return basename(file) === basename(path);
}

function differences({ changes, findings }: Plan, { path }: Written): readonly string[] {
  const refused = findings.filter(
    ({ severity, source }) => severity === 'refuse' && (source === null || isIn(path, source)),
  );
  return [...changes.map(({ target }) => target), ...refused.map(({ code, target }) => `${target} (${code})`)];
}
