import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/model/secret.ts';
import { writeConfig } from '../../src/import/write-config.ts';
import { choice, clientOf, liveOf, scopeOf } from './live-of.ts';

const secret = new Secret('hidden');

function namesOf(keys: readonly string[], client: string, clientKeys: readonly string[]): readonly string[] {
  const sealed = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, secret]));
  const live = liveOf({
    global: scopeOf({}, sealed(keys)),
    clients: [clientOf('caller', client)],
    scopes: new Map([['caller', scopeOf({}, sealed(clientKeys))]]),
  });
  const { envExample } = writeConfig(live, { ...choice, secrets: 'references' });
  return (envExample ?? '').split('\n').filter((line) => /^[^#]/.test(line));
}

describe('names of secrets', () => {
  it('are those of the keys, with the alias of the client before them', () => {
    expect(namesOf(['rpx_key', 'apiToken'], 'Web Login', ['rpx_key'])).toEqual([
      'API_TOKEN=',
      'RPX_KEY=',
      'WEB_LOGIN_RPX_KEY=',
    ]);
  });

  it('are never those that capstan refuses to read for a file', () => {
    expect(namesOf(['CAPSTAN_CLIENT_SECRET', 'github_token', 'actions_id_token', '1st_key'], 'capstan', ['x'])).toEqual(
      ['APP_1ST_KEY=', 'APP_ACTIONS_ID_TOKEN=', 'APP_CAPSTAN_CLIENT_SECRET=', 'APP_CAPSTAN_X=', 'APP_GITHUB_TOKEN='],
    );
  });

  it('are used once each', () => {
    expect(namesOf(['a_key', 'a-key', 'A_KEY', '日', '本'], 'a', ['key'])).toEqual([
      'A_KEY=',
      'A_KEY_2=',
      'A_KEY_3=',
      'A_KEY_4=',
      'SECRET=',
      'SECRET_2=',
    ]);
  });
});
