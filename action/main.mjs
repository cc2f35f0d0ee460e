// What the runner starts for the second step.
import { runStep } from './step.mjs';

process.exitCode = await runStep();
