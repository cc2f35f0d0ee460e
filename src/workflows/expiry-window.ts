const oneDayMs = 24 * 60 * 60 * 1000;
const announcementMs = 14 * oneDayMs;

/** The days by which ends in a file are judged: today, and the last day of which an end is announced. */
export type ExpiryWindow = { readonly today: string; readonly warnUntil: string };

/** The days, in UTC, as seen from `now`. */
export function expiryWindow(now: Date): ExpiryWindow {
  const at = now.getTime();
  return { today: dayOf(at), warnUntil: dayOf(at + announcementMs) };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
