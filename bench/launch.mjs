// Starts what is measured, as a process of its own.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caller } from './applications.mjs';

// Both cost time at every start of Node, on both sides of the ratio, and so flatter it.
const { NODE_EXTRA_CA_CERTS: _certs, NODE_OPTIONS: _options, ...environment } = process.env;
export const env = { ...environment, ...caller };

/** The milliseconds from the start of a process to its end; `program`: what is started, if not Node. */
export function timeOf(args, program = process.execPath) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return ms;
}

/** Makes what tells the greatest memory of a process, in MiB, and the milliseconds of processor that it took. */
export function costMeter(work) {
  // The process tells its own cost when it ends; loaded before everything else, and loading nothing.
  const file = join(work, 'cost.cjs');
  writeFileSync(
    file,
    'process.on("exit", () => require("node:fs").writeSync(3, JSON.stringify(process.resourceUsage())));',
  );
  return (args) => {
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe'];
    const { output } = spawnSync(process.execPath, ['-r', file, ...args], { env, stdio });
    const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(output[3].toString());
    return { mebibytes: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 };
  };
}
