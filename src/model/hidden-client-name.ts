const start = '(secret) ';

/** The replacement name of a client whose name contains a secret. */
export function hiddenClientName(id: string): string {
  return `${start}${id}`;
}

/** Whether a name is such a replacement. */
export function isHiddenClientName(name: string): boolean {
  return name.startsWith(start);
}
