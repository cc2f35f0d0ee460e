import { describe, expect, it } from 'vitest';
import { fileVariables } from '../../../src/config/references/check-references.ts';
import { Secret } from '../../../src/model/value.ts';
import { choice, clientOf, liveOf, scopeOf, writtenFrom } from './live-of.ts';

const secret = new Secret('hidden');

function namesOf(keys: readonly string[], client: string, clientKeys: readonly string[]): readonly string[] {
  const sealed = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, secret]));
  const live = liveOf({
    global: scopeOf({}, sealed(keys)),
    clients: [clientOf('caller', client)],
    scopes: new Map([['caller', scopeOf({}, sealed(clientKeys))]]),
  });
  const { envExample } = writtenFrom(live, { ...choice, secrets: 'references' });
  return (envExample ?? '').split('\n').filter((line) => /^[^#]/.test(line));
}

describe('names of secrets', () => {
  it('are those of the keys, with the alias of the client before them', () => {
    expect(namesOf(['rpx_key', 'apiToken'], 'Web Login', ['rpx_key'])).toEqual([
      'CAPSTAN_VAR_API_TOKEN=',
      'CAPSTAN_VAR_RPX_KEY=',
      'CAPSTAN_VAR_WEB_LOGIN_RPX_KEY=',
    ]);
  });

  it('are those that every file may read, whatever the key is called', () => {
    const keys = ['CAPSTAN_CLIENT_SECRET', 'github_token', 'actions_id_token', '1st_key', 'ci_key'];
    const names = namesOf(keys, 'capstan', ['x']).map((line) => line.slice(0, -1));
    expect(names).toEqual([
      'CAPSTAN_VAR_1ST_KEY',
      'CAPSTAN_VAR_ACTIONS_ID_TOKEN',
      'CAPSTAN_VAR_CAPSTAN_CLIENT_SECRET',
      'CAPSTAN_VAR_CAPSTAN_X',
      'CAPSTAN_VAR_CI_KEY',
      'CAPSTAN_VAR_GITHUB_TOKEN',
    ]);
    const { refusals } = fileVariables({}, {});
    expect(names.flatMap((name) => refusals({ kind: 'secret', name }))).toEqual([]);
  });

  it('are used once each', () => {
    expect(namesOf(['a_key', 'a-key', 'A_KEY', '日', '本'], 'a', ['key'])).toEqual([
      'CAPSTAN_VAR_A_KEY=',
      'CAPSTAN_VAR_A_KEY_2=',
      'CAPSTAN_VAR_A_KEY_3=',
      'CAPSTAN_VAR_A_KEY_4=',
      'CAPSTAN_VAR_SECRET=',
      'CAPSTAN_VAR_SECRET_2=',
    ]);
  });
});
