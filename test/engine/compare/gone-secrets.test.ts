import { describe, expect, it } from 'vitest';
import { scopeWithoutGoneSecrets, withoutGoneSecrets } from '../../../src/engine/compare/exemptions.ts';
import { absentCell, type HeldCell } from '../../../src/model/state.ts';
import { Secret, type Value } from '../../../src/model/value.ts';
import {
  aClientScope,
  aDesired,
  aDesiredClient,
  aLiveClient,
  aLiveScope,
  aLiveState,
  type DesiredWish,
  scopesRead,
  today,
  tombstone,
} from '../../support/builders.ts';

const yesterday = '2026-11-20';
const gone: DesiredWish = { absentSettings: ['rpx_key'], absentCustom: ['partner_key'] };

function seen(value: Value, desired: DesiredWish = gone): HeldCell | undefined {
  const live = aLiveState({ global: { settings: { rpx_key: value, site_name: '' } } });
  return withoutGoneSecrets(live, aDesired(desired), today).global?.sections.settings.get('rpx_key');
}

describe('a secret that the file says must not exist', () => {
  it.each(['', '****', '••••••'])('is gone where the service shows %j', (text) => {
    expect(seen(new Secret(text))).toEqual(absentCell);
  });

  it('takes nothing else with it', () => {
    const live = aLiveState({
      global: { settings: { rpx_key: new Secret(''), site_name: 'x' }, custom: { left: '1' } },
      clients: [aLiveClient({ id: 'id-of-web' })],
    });
    const { global, ...rest } = withoutGoneSecrets(live, aDesired(gone), today);
    expect({ ...rest, global: live.global }).toEqual(live);
    expect(global?.sections.settings.get('site_name')).toMatchObject({ kind: 'value', json: 'x' });
    expect(global?.sections.custom.get('left')).toMatchObject({ kind: 'value', json: '1' });
    const unread = aLiveState({ global: null });
    expect(withoutGoneSecrets(unread, aDesired(gone), today)).toEqual(unread);
  });

  it('is there where the service shows anything else', () => {
    const secret = new Secret('*a*');
    expect(seen(secret)).toMatchObject({ kind: 'secret', secret });
  });

  it('is gone on the last day of the tombstone, and not after it', () => {
    expect(seen(new Secret(''), { absentSettings: new Map([['rpx_key', tombstone(today)]]) })).toEqual(absentCell);
    expect(seen(new Secret(''), { absentSettings: new Map([['rpx_key', tombstone(yesterday)]]) })?.kind).toBe('secret');
  });

  it('is left alone where the file ignores the key', () => {
    expect(seen(new Secret(''), { ...gone, ignore: ['settings.rpx*'] })?.kind).toBe('secret');
  });

  it('is gone in the section and the scope of its tombstone only', () => {
    const held = () => ({ settings: { rpx_key: new Secret('') }, custom: { partner_key: new Secret('***') } });
    const absentCustom = ['partner_key'];
    const clients = [aDesiredClient({ absentCustom }), aDesiredClient({ alias: 'missing', absentCustom })];
    const live = aLiveState({
      global: held(),
      clients: [aLiveClient({ id: 'id-of-web' })],
      scopes: { 'id-of-web': held() },
    });
    const after = withoutGoneSecrets(live, aDesired({ absentSettings: ['rpx_key'], clients }), today);
    expect(after.global?.sections.settings.get('rpx_key')).toEqual(absentCell);
    expect(after.global?.sections.custom.get('partner_key')?.kind).toBe('secret');
    expect(scopesRead(after).get('id-of-web')?.sections.settings.get('rpx_key')?.kind).toBe('secret');
    expect(scopesRead(after).get('id-of-web')?.sections.custom.get('partner_key')).toEqual(absentCell);
  });
});

describe('a client that the file does not declare', () => {
  it('keeps what it holds, whatever the file says of other scopes', () => {
    const held = aLiveScope({ settings: { rpx_key: new Secret('') } });
    expect(scopeWithoutGoneSecrets(held, aClientScope('other'), aDesired(gone), today)).toBe(held);
  });
});

describe('a value that is no secret', () => {
  it('is not gone for being empty: an empty text can override a global one', () => {
    expect(seen('', { absentSettings: ['rpx_key'] })).toMatchObject({ json: '' });
  });
});

describe('an empty secret without a tombstone', () => {
  it('is there', () => {
    expect(seen(new Secret(''), {})).not.toBeNull();
  });
});
