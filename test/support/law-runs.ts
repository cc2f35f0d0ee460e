/** How often each law is asked. `.ci/run` asks four times as often, and `npm run fuzz` with other seeds. */
export const lawRunCount = Number(process.env['CAPSTAN_LAW_RUNS'] ?? 250);

/** How often it is asked besides in another position of the service: what differs is little, and a quarter of the runs finds it. */
export const otherPositionCount = Math.ceil(lawRunCount / 4);

/** The same, as fast-check takes them. */
export const lawRuns = { numRuns: lawRunCount } as const;
