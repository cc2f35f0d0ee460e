/** `1 request`, `3 requests`. */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A text as its words, spaces and marks; together they are the text. */
export function words(text: string): readonly string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/** An ISO time anywhere in a text. */
export const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/u;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A readable time: `27 Nov 2026, 23:51 UTC`. Other text stays unchanged. */
export function momentText(exact: string): string {
  const date = new Date(exact);
  if (Number.isNaN(date.getTime())) return exact;
  const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()].map((part) => String(part).padStart(2, '0'));
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}, ${hours}:${minutes} UTC`;
}

/** A text with each time in it in readable form. */
export function withMoments(text: string): string {
  return text.replace(new RegExp(moment, 'gu'), momentText);
}
