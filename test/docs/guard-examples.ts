import { type UndoWish, undoRun } from '../../src/engine/undo/undo-run.ts';
import type { Baseline } from '../../src/model/baseline.ts';
import { Secret } from '../../src/model/value.ts';
import {
  aBaseline,
  aLiveClient,
  anOption,
  aPolicy,
  changedClient,
  knownOptions,
  type LiveWish,
  unprotected,
} from '../support/builders.ts';
import { aRecordedCall, aRecordedKey, aRunRecord } from '../support/run-records.ts';

const owner = 'owner';
const exporter = aLiveClient({ id: 'export'.repeat(5), name: 'Nightly export', features: ['direct_access'] });
const web = aLiveClient({ id: 'web'.repeat(10), name: 'Web', features: ['direct_access'] });

/** What is live in the example of each page; the page says it in words. */
export const liveOfExamples: Readonly<Record<string, LiveWish>> = {
  'wrong-application': { global: { application: 'qa7xwq2' } },
  'changed-since': { global: { settings: { site_name: 'Example, Inc.' } }, options: [anOption('site_name')] },
  'caller-loses-owner': { clients: [changedClient(exporter, { features: [owner] })] },
  'shuts-caller-out': { clients: [changedClient(exporter, { features: [owner], ipWhitelist: ['198.51.100.0/24'] })] },
  'last-owner': { clients: [changedClient(exporter, { features: [owner] })] },
  'policy-changed': { global: { settings: { login_attempts: 5, login_attempts_threshold: 60 } } },
  'names-nothing': { clients: [web] },
  protected: { global: { settings: { rpx_realm: 'realm' } }, options: [anOption('rpx_realm')] },
  'overwrites-drift': { global: { settings: { login_attempts: 3 } } },
  'undeclared-removal': { clients: [changedClient(exporter, { unknownNames: ['_quota'] })] },
  'incomplete-read': { clients: [changedClient(exporter, { ipWhitelist: null })] },
  'number-not-exact': {
    global: {
      settings: { default_flow_version: '20170915215708415365', login_attempts: 5 },
      inexactSettings: ['default_flow_version'],
    },
  },
  'masked-value': { global: { settings: { rpx_key: new Secret('********'), login_attempts: 5 } } },
  'empty-desired-state': { global: { custom: { a: '1', b: '2', c: '3' } } },
  'first-adoption': { global: { custom: { site_locale: 'US', old_banner: '1', site_motto: '2' } } },
  'too-many-removals': { global: { custom: { banner_a: '1', banner_b: '1', banner_c: '1' } } },
  'too-many-updates': { global: { settings: { site_name: 'Old', email_method: 'smtp' } } },
  'secret-in-file': {},
  'damaged-secret': { global: { settings: { backplane_password: new Secret('hidden') } } },
  'secret-in-plain-value': {
    global: { settings: { rpx_key: 'hunter2-hunter2' }, custom: { partner_hint: 'ask for hunter2-hunter2' } },
  },
  'secret-removed': { global: { settings: { backplane_password: new Secret('hidden') } } },
  'security-lowered': { global: { settings: { login_attempts: 5 } }, clients: [web] },
  'opened-to-the-world': { clients: [changedClient(exporter, { ipWhitelist: ['198.51.100.0/24'] })] },
  'new-host': { global: { settings: { password_recover_url: 'https://www.example.com/reset' } } },
  'publishes-secret': { global: { settings: { jump_publish_settings: 'site_name' } } },
  'vendor-managed': {
    clients: [aLiveClient({ id: 'login'.repeat(6) })],
    scopes: {
      ['login'.repeat(6)]: { settings: { janrainOidcClientId: 'oidc', verify_email_url: 'https://example.com' } },
    },
  },
  'exclusive-feature': { clients: [web] },
  'unknown-feature': { clients: [changedClient(exporter, { features: ['access_issuer'] })] },
  'found-by-name': { clients: [exporter] },
  'name-taken': { clients: [exporter, web] },
  'client-missing': { clients: [exporter] },
  'unknown-setting': {},
  'value-not-allowed': { options: [anOption('backplane_version', { values: ['v1.0', 'v1.1', 'v1.2'] })] },
  'ambiguous-name': {},
  'global-only': { clients: [web] },
  'cached-reads': { global: { settings: { cache_settings: 60, login_attempts: 5 } } },
  'stale-widget': { global: { settings: { jump_publish_settings: 'site_name', site_name: 'Old' } } },
  'stored-otherwise': { global: { settings: { site_name: 'example shop' } }, options: [anOption('site_name')] },
  redundant: { global: { settings: { site_name: 'Example' } }, clients: [web] },
  expired: {},
  'wrong-type': { options: knownOptions },
};

/** What was last applied in the example of a page; left out: no one says. */
export const baselineOfExamples: Readonly<Record<string, Baseline>> = {
  'overwrites-drift': aBaseline({ global: { settings: { login_attempts: 5 } } }),
  'policy-changed': aBaseline({ global: { settings: { login_attempts: 5 } }, policy: aPolicy() }),
  'baseline-without-file': aBaseline({ global: null, missing: 'git:capstan/production:capstan.yaml' }),
};

/** What `--only` says in the example of a page; left out: nothing. */
export const onlyOfExamples: Readonly<Record<string, readonly string[]>> = {
  'only-matches-nothing': ['settings.login_atempts'],
};

const run = aRunRecord([aRecordedCall([aRecordedKey('site_name', 'Old', 'New')])]);

/** What is undone in the example of a page that is about an undo. */
export const undoOfExamples: Readonly<Record<string, UndoWish>> = {
  'changed-since': undoRun({
    record: run,
    file: `.capstan/runs/${run.header.run}.jsonl`,
    protections: unprotected,
    files: [],
    only: [],
  }),
};
