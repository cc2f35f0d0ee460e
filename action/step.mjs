// The step of the action that does the work. All input is in the environment; see action.yml.
import { runApply } from './apply.mjs';
import { runDrift } from './drift.mjs';
import { readInputs } from './inputs.mjs';
import { runPlan } from './plan.mjs';
import { surroundings } from './surroundings.mjs';
import { annotate } from './workflow.mjs';

const modes = { plan: runPlan, apply: runApply, drift: runDrift };

/** Returns the exit code of the step. */
export async function runStep() {
  try {
    const inputs = readInputs(surroundings().env);
    return await modes[inputs.mode](inputs);
  } catch (error) {
    annotate('error', error.message);
    return error.exitCode ?? 1;
  }
}
