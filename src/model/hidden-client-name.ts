const start = '(secret) ';

/** What a client goes by whose name shows a secret. */
export function hiddenClientName(id: string): string {
  return `${start}${id}`;
}

/** Whether a name is such a one. */
export function isHiddenClientName(name: string): boolean {
  return name.startsWith(start);
}
