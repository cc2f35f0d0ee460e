const oneDayMs = 24 * 60 * 60 * 1000;
const announcementMs = 14 * oneDayMs;

/** The days by which ends in a file are judged: today, and the last day of which an end is announced. */
export type JudgementDays = { readonly today: string; readonly soon: string };

/** The days, in UTC, as seen from `now`. */
export function judgementDays(now: Date): JudgementDays {
  const at = now.getTime();
  return { today: dayOf(at), soon: dayOf(at + announcementMs) };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
