/** Whether a text can be one segment of a path. `..` would climb to another resource, and a PUT there replaces it. */
export function isPathSegment(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/\p{Surrogate}/u.test(text);
}

/** Paths of the Configuration API for one application. */
export type ConfigPaths = {
  readonly clients: string;
  readonly options: string;
  client(clientId: string): string;
  /** `clientId` null: of the application. */
  settings(clientId: string | null): string;
};

export function configPaths(applicationId: string): ConfigPaths {
  const base = `/config/${segment(applicationId)}`;
  const client = (clientId: string): string => `${base}/clients/${segment(clientId)}`;
  return {
    clients: `${base}/clients`,
    options: `${base}/settings/options`,
    client,
    settings: (clientId) => `${clientId === null ? base : client(clientId)}/settings`,
  };
}

function segment(text: string): string {
  if (!isPathSegment(text)) throw new Error('An id cannot be empty, dots alone, or broken text.');
  return encodeURIComponent(text);
}
