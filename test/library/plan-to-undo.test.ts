import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  absorb,
  apply,
  CapstanError,
  compare,
  findDrift,
  importApplication,
  load,
  type Plan,
  plan,
  snapshot,
  undo,
  validate,
} from '../../src/index.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const wanted = ['settings:', '  login_attempts: 3', '  site_name: Library'];
const yes = (): 'yes' => 'yes';

describe('the library, from plan to undo', () => {
  it('loads and judges a file without a network', async () => {
    world.write(wanted);
    const loaded = await load('capstan.yaml', { ...world.here, env: {} });
    expect(loaded.desired.application.id).toBe(world.sandbox.applicationId);
    expect(await validate('capstan.yaml', { ...world.here, env: {} })).toEqual({
      valid: true,
      problems: [],
      findings: [],
    });
    world.write(['setings: {}']);
    const bad = await validate('capstan.yaml', world.here);
    expect(bad).toMatchObject({ valid: false, problems: [{ source: { file: 'capstan.yaml', line: 6 } }] });
    await expect(load('capstan.yaml', world.here)).rejects.toBeInstanceOf(CapstanError);
    expect(world.sandbox.requests).toEqual([]);
  });

  it('says at once who must approve, and names its errors as it exports them', async () => {
    world.write(wanted);
    const unasked = { ...world.here, approve: undefined as unknown as () => 'yes' };
    await expect(apply('capstan.yaml', world.here)).rejects.toThrow(
      'apply needs an approved plan, or the option approve',
    );
    await expect(absorb('capstan.yaml', unasked)).rejects.toThrow('absorb needs the option approve');
    await expect(undo('20260101', unasked)).rejects.toThrow('undo needs the option approve');
    expect(world.sandbox.requests).toEqual([]);
    await expect(load('other.yaml', world.here)).rejects.toMatchObject({ name: 'CapstanError' });
  });

  it('plans without a write, applies what was approved, and takes it back', async () => {
    const before = world.sandbox.state().settings;
    world.write(wanted);
    const made = await plan('capstan.yaml', world.here);
    expect(made.status).toBe('ready');
    expect(world.sandbox.state().settings).toEqual(before);
    const seen: Plan[] = [];
    const approve = (one: Plan) => {
      seen.push(one);
      return 'yes' as const;
    };
    const applied = await apply('capstan.yaml', { ...world.here, approve });
    expect(seen.map(({ digest }) => digest)).toEqual([made.digest]);
    expect(applied.run.result).toBe('done');
    expect(world.sandbox.state().settings).toMatchObject({ login_attempts: 3, site_name: 'Library' });
    expect(await plan('capstan.yaml', world.here)).toMatchObject({ status: 'in-sync', changes: [] });
    const undone = await undo(applied.run.run.id, { ...world.here, approve: yes, files: ['capstan.yaml'] });
    expect(undone.run.result).toBe('done');
    expect(world.sandbox.state().settings).toEqual(before);
    expect(undone.reapplyConflicts.map(({ target }) => target)).toContain('settings.login_attempts');
  });

  it('applies a saved plan, and refuses it when something else would be done', async () => {
    world.write(wanted);
    const saved: Plan = JSON.parse(JSON.stringify(await plan('capstan.yaml', world.here)));
    world.sandbox.edit((state) => ({ ...state, settings: { ...state.settings, login_attempts: 4 } }));
    await expect(apply('capstan.yaml', { ...world.here, plan: saved })).rejects.toMatchObject({
      ending: 'stale',
      problems: [{ code: 'plan-stale' }, {}],
    });
    const again = await plan('capstan.yaml', world.here);
    const part = () => ({ only: ['settings.site_name'] });
    await expect(apply('capstan.yaml', { ...world.here, plan: again, approve: part })).rejects.toMatchObject({
      problems: [{ code: 'approved-as-a-whole' }],
    });
    const { run } = await apply('capstan.yaml', { ...world.here, plan: again, expectDigest: again.digest });
    expect(run.result).toBe('done');
  });

  it('refuses other targets beside a saved plan, since all of the plan would be applied', async () => {
    world.write(wanted);
    const whole = await plan('capstan.yaml', world.here);
    const only = ['settings.site_name'];
    await expect(apply('capstan.yaml', { ...world.here, plan: whole, only })).rejects.toMatchObject({
      ending: 'wrongUsage',
      problems: [{ message: 'The options plan and only cannot be combined: the plan records its own targets.' }],
    });
    expect(world.sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    const part = await plan('capstan.yaml', { ...world.here, only });
    const { run } = await apply('capstan.yaml', { ...world.here, plan: part, only });
    expect(run.outcomes).toHaveLength(1);
    expect(world.sandbox.state().settings['login_attempts']).not.toBe(3);
  });

  it('takes nothing but a clear answer for one, and no empty folder for journals', async () => {
    world.write(['baseline: before.json', ...wanted]);
    writeFileSync(join(world.folder, 'before.json'), JSON.stringify(await snapshot('capstan.yaml', world.here)));
    world.sandbox.edit((state) => ({ ...state, custom: { ...state.custom, site_locale: 'DE' } }));
    world.write(['baseline: before.json', ...wanted, 'custom:', '  site_locale: US']);
    const before = readFileSync(join(world.folder, 'capstan.yaml'), 'utf8');
    for (const answer of [undefined, null, true, 'YES', {}, { only: 'settings.site_name' }]) {
      const options = { ...world.here, approve: () => answer as 'yes', liveEdits: 'overwritten' as const };
      await expect(absorb('capstan.yaml', options)).rejects.toThrow('approve must return "yes", "no"');
      await expect(apply('capstan.yaml', options)).rejects.toThrow('approve must return "yes", "no"');
    }
    await expect(apply('capstan.yaml', { ...world.here, approve: yes, journal: '' })).rejects.toMatchObject({
      problems: [{ message: 'The option journal is empty.' }],
    });
    expect(readFileSync(join(world.folder, 'capstan.yaml'), 'utf8')).toBe(before);
    expect(world.sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('applies nothing without a yes, and a selection once it was handed in anew', async () => {
    world.write(wanted);
    await expect(apply('capstan.yaml', { ...world.here, approve: () => 'no' })).rejects.toMatchObject({
      ending: 'interrupted',
      problems: [{ code: 'declined' }],
    });
    await expect(apply('capstan.yaml', world.here)).rejects.toBeInstanceOf(TypeError);
    const shown: number[] = [];
    const { plan: chosen } = await apply('capstan.yaml', {
      ...world.here,
      approve: ({ changes, only }) => {
        shown.push(changes.length);
        if (only.length > 0) return 'yes';
        return { only: ['settings.site_name'] };
      },
    });
    expect(shown).toEqual([2, 1]);
    expect(chosen.only).toEqual(['settings.site_name']);
    expect(world.sandbox.state().settings).toMatchObject({ site_name: 'Library' });
    expect(world.sandbox.state().settings['login_attempts']).not.toBe(3);
  });

  it('gives no secret of the file that it absorbs into', async () => {
    world.write(['baseline: before.json', ...wanted, 'custom:', '  my_password: canary-literal', '  site_locale: US']);
    writeFileSync(join(world.folder, 'before.json'), JSON.stringify(await snapshot('capstan.yaml', world.here)));
    world.sandbox.edit((state) => ({ ...state, custom: { ...state.custom, site_locale: 'DE' } }));
    const shown: unknown[] = [];
    const approve = (planned: unknown) => {
      shown.push(planned);
      return 'yes' as const;
    };
    shown.push(await absorb('capstan.yaml', { ...world.here, approve }));
    expect(shown).toHaveLength(2);
    expect(JSON.stringify(shown)).toContain('custom.site_locale');
    expect(JSON.stringify(shown)).not.toContain('canary');
    expect(readFileSync(join(world.folder, 'capstan.yaml'), 'utf8')).toContain('canary-literal');
  });

  it('finds drift, and absorbs it', async () => {
    world.write(['baseline: before.json', ...wanted]);
    await apply('capstan.yaml', { ...world.here, approve: yes, baseline: 'none' });
    world.write(wanted, 'applied.yaml');
    world.sandbox.edit((state) => ({ ...state, settings: { ...state.settings, site_name: 'Console' } }));
    const against = { ...world.here, baseline: 'applied.yaml' };
    expect(await findDrift('capstan.yaml', against)).toMatchObject({ summary: { drift: 1 } });
    const { absorbed } = await absorb('capstan.yaml', { ...against, approve: yes });
    expect(absorbed).toEqual([{ target: 'settings.site_name', file: 'capstan.yaml' }]);
    expect(readFileSync(join(world.folder, 'capstan.yaml'), 'utf8')).toContain('site_name: Console');
  });

  it('imports from no region that does not exist', async () => {
    for (const region of ['mars', 'US', '', 'x.example/']) {
      await expect(importApplication({ ...world.here, application: 'app', region })).rejects.toMatchObject({
        ending: 'wrongUsage',
        problems: [{ message: 'The option region takes one of these: us, eu, au, sa, cn, sg.' }],
      });
    }
  });

  it('imports, keeps a snapshot, and compares', async () => {
    const { url, applicationId: application } = world.sandbox;
    const text = await importApplication({ ...world.here, application, configUrl: url, captureUrl: url });
    expect(text).toContain(application);
    world.write(wanted);
    const kept = await snapshot('capstan.yaml', { ...world.here, redact: ['settings.site_name'] });
    expect(Object.keys(kept.global.settings.hidden)).toContain('site_name');
    expect(await compare('capstan.yaml', 'live:capstan.yaml', world.here)).toMatchObject({ summary: { differs: 2 } });
    expect(existsSync(join(world.folder, '.capstan'))).toBe(false);
  });
});
