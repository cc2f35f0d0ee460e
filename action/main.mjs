// The step of the action that does the work. Everything comes in by the environment; see action.yml.
import { runApply } from './apply.mjs';
import { runDrift } from './drift.mjs';
import { readInputs } from './inputs.mjs';
import { runPlan } from './plan.mjs';
import { annotate } from './workflow.mjs';

const modes = { plan: runPlan, apply: runApply, drift: runDrift };

try {
  const inputs = readInputs(process.env);
  process.exitCode = await modes[inputs.mode](inputs);
} catch (error) {
  annotate('error', error.message);
  process.exitCode = error.exitCode ?? 1;
}
