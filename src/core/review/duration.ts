const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A number of seconds as people say it: `15 minutes`, `1 hour 30 minutes`. Exact. */
export function durationText(seconds: number): string {
  if (seconds <= 0) return `${seconds} seconds`;
  let left = seconds;
  const parts = units.flatMap(([name, size]) => {
    const count = (left - (left % size)) / size;
    left %= size;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return parts.join(' ');
}
