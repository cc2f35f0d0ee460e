import type { FleetMember } from '../../config/fleet/load-fleet.ts';
import type { Shard } from './shard.ts';

/** The applications of a run that was asked for as a fleet, or as a part of one. */
export type FleetView = {
  /** The fleet file; null: the files were named by themselves. */
  readonly fleet: string | null;
  readonly waves: readonly string[];
  /** Those of this run, in its order; as many as there are files. */
  readonly members: readonly FleetMember[];
  readonly shard: Shard | null;
  /** The names of all that were chosen, those of other shards too. */
  readonly all: readonly string[];
};
