/** How often each law is asked. `.ci/run` asks four times as often, and `npm run fuzz` with other seeds. */
export const lawRunCount = Number(process.env['CAPSTAN_LAW_RUNS'] ?? 250);

/** The same, as fast-check takes them. */
export const lawRuns = { numRuns: lawRunCount } as const;
