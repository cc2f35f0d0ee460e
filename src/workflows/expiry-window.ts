const oneDayMs = 24 * 60 * 60 * 1000;
const announcementMs = 14 * oneDayMs;

/** The days that decide on `until` in a file: today, and the last day to warn about. */
export type ExpiryWindow = { readonly today: string; readonly warnUntil: string };

/** The days, in UTC, relative to `now`. */
export function expiryWindow(now: Date): ExpiryWindow {
  const at = now.getTime();
  return { today: dayOf(at), warnUntil: dayOf(at + announcementMs) };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
