/** What the files of scenarios write for an end that is still far off. */
export const laterDayMark = '<in 300 days>';

/** That day, UTC, YYYY-MM-DD. */
export function laterDay(): string {
  return new Date(Date.now() + 300 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
