import { expect, it } from 'vitest';
import { byRisk } from '../../../src/engine/impact/impact-of-change.ts';

it('puts what people may be locked out by first, and what is not known before what is cosmetic', () => {
  const risks = ['cosmetic', null, 'e-mail', 'redirects', 'session', 'permissions', 'authentication'] as const;
  expect([...risks].sort(byRisk)).toEqual([...risks].reverse());
});
