// The entry point of the second step.
import { runStep } from './step.mjs';

process.exitCode = await runStep();
