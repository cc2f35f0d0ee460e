import { guards } from './index.ts';

// Guards that are to come: their names may stand in files already.
const announced = ['security-lowered', 'first-adoption'];

/** Codes that an entry of `allow` may name. */
export const overridableGuards: readonly string[] = [
  ...guards.filter((guard) => guard.override === 'allow').map((guard) => guard.code),
  ...announced,
];

/** Codes of guards that nothing overrides. */
export const fixedGuards: readonly string[] = guards
  .filter((guard) => guard.override === 'none')
  .map((guard) => guard.code);
