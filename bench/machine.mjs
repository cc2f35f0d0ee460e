// The machine that figures are of.
import { availableParallelism, cpus, loadavg } from 'node:os';

/** In a line; the load tells whether others were at work as well. */
export function machineText() {
  const [{ model }] = cpus();
  const load = loadavg().map((value) => value.toFixed(1));
  return `node ${process.version}, ${availableParallelism()} cores (${model}), load ${load.join(' ')} over 1, 5 and 15 minutes`;
}
