import type { SandboxState } from './state.ts';

/** What the command prints: where the sandbox listens, and a configuration to copy. */
export function greeting(url: string, state: SandboxState): string {
  const owner = state.clients.find(({ features }) => features.includes('owner'));
  const credentials =
    owner === undefined
      ? ['# No client of this application has the owner feature: nobody can read or write its settings.']
      : [`export CAPSTAN_CLIENT_ID=${shellWord(owner.id)}`, `export CAPSTAN_CLIENT_SECRET=${shellWord(owner.secret)}`];
  return [
    `Identity Cloud sandbox listening on ${url}`,
    '',
    '# in your shell',
    ...credentials,
    '',
    '# capstan.yaml',
    'version: 1',
    'application:',
    `  id: ${JSON.stringify(state.application.id)}`,
    `  configUrl: ${url}`,
    `  captureUrl: ${url}`,
    'settings:',
    '  login_attempts: 5',
    'custom:',
    '  site_locale: US',
    '',
  ].join('\n');
}

function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
