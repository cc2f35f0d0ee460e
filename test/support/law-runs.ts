/** How often each law is asked. `.ci/run` asks four times as often, and `npm run fuzz` with other seeds. */
export const lawRunCount = Number(process.env['CAPSTAN_LAW_RUNS'] ?? 250);

/** A law whose one run is a whole life of an application, from a file to live and back, takes as long as ten others. */
export const lifeRunCount = Math.ceil((lawRunCount * 2) / 5);

/** The same, as fast-check takes them. */
export const lifeRuns = { numRuns: lifeRunCount } as const;
export const lawRuns = { numRuns: lawRunCount } as const;
