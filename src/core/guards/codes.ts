import { guards } from './index.ts';

/** Codes that an entry of `allow` may name. */
export const overridableGuards: readonly string[] = guards
  .filter((guard) => guard.override === 'allow')
  .map((guard) => guard.code);

/** Codes of guards that nothing overrides. */
export const fixedGuards: readonly string[] = guards
  .filter((guard) => guard.override === 'none')
  .map((guard) => guard.code);
