import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ask, config } from './ask.ts';
import { open } from './sandboxes.ts';

const WORDS = [
  'settings',
  'options',
  'clients',
  'secret',
  'set',
  'set_multi',
  'get',
  'set_default_multi',
  'delete',
  'widget',
  'publish',
  'config',
];
const segment = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constant('sandboxapplication00000001'),
  fc.string().map(encodeURIComponent),
);
const path = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH');
const name = fc.constantFrom(
  'key',
  'value',
  'items',
  'keys',
  'features',
  'for_client_id',
  'whitelist',
  'description',
  '__proto__',
);
const parameters = fc.dictionary(name, fc.oneof(fc.string(), fc.json()));
const body = fc.oneof(
  fc.string(),
  fc.json(),
  fc
    .dictionary(fc.constantFrom('custom', 'site_name', '__proto__', 'name', 'features'), fc.jsonValue())
    .map((value) => JSON.stringify(value)),
);

it('answers whatever it is asked, and keeps a state that it can read again', async () => {
  const sandbox = await open();
  await fc.assert(
    fc.asyncProperty(method, path, body, async (verb, where, content) => {
      const asked = await ask(sandbox, { method: verb, path: where, ...(verb === 'GET' ? {} : { body: content }) });
      expect(asked.status).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
  expect(await config(sandbox, 'GET', 'settings')).toMatchObject({ status: 200 });
});

it('answers any parameters on the registration domain with a stat', async () => {
  const sandbox = await open();
  const call = fc.constantFrom(
    'settings/set',
    'settings/set_multi',
    'settings/set_default_multi',
    'settings/get_multi',
    'settings/delete',
    'clients/set_features',
    'clients/set_whitelist',
    'clients/add',
    'clients/list',
  );
  await fc.assert(
    fc.asyncProperty(call, parameters, async (where, form) => {
      const asked = await ask(sandbox, { path: `/${where}`, form });
      expect(asked).toMatchObject({ status: 200, body: { stat: expect.stringMatching(/^(ok|error)$/) } });
      expect(asked.body).not.toMatchObject({ code: 500 });
    }),
    { numRuns: 300 },
  );
  sandbox.edit((state) => state);
});

it('stores and returns any custom settings exactly', async () => {
  const sandbox = await open();
  // JSON knows no minus zero.
  const value = fc.jsonValue().map((json) => JSON.parse(JSON.stringify(json)));
  const key = fc.string({ minLength: 1 }).filter((text) => !/\s/.test(text));
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.oneof(key, fc.constantFrom('__proto__', 'constructor', '_self')), value),
      async (custom) => {
        await ask(sandbox, {
          method: 'PUT',
          path: `/config/${sandbox.applicationId}/settings`,
          body: JSON.stringify({ custom }),
        });
        const { body: shown } = await config(sandbox, 'GET', 'settings');
        expect(JSON.stringify((shown as { custom: object }).custom)).toBe(JSON.stringify(custom));
      },
    ),
    { numRuns: 200 },
  );
});
