import MarkdownIt from 'markdown-it';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pullRequest, readable, startWorld, type World } from './repository.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const plan = () => world.run({ mode: 'plan' }, { event: pullRequest() });
const comment = () => world.github.comments.get(12)?.[0]?.body ?? '';

describe('a plan that is longer than a comment', () => {
  it('fits with its summary, its findings, the digest before, and a word on what is left out', async () => {
    await plan();
    const keys = Array.from({ length: 300 }, (_, at) => `  key_${at}: "${`value ${at} `.repeat(40)}"\n`);
    world.rewrite((text) => text.replace('custom:\n', `custom:\n${keys.join('')}`).replace('5 #', '50 #'));
    const run = await plan();

    expect(run.code).toBe(5);
    expect(comment().length).toBeGreaterThan(30_000);
    expect(comment().length).toBeLessThanOrEqual(65_536);
    expect(readable(comment())).toContain('security-lowered');
    expect(comment()).toMatch(/^<details><summary>.*before.*sha256/m);
    expect(comment()).toMatch(/did not(?: fit)?|see the attach/);
    expect(run.outputs['page']).toBe('plan.json.html');
  });
});

describe('the problems of a file in a comment', () => {
  it('stay inside their fence, whatever the file says', async () => {
    const key = '"```\\n</details> @everyone <script>x</script> [a](http://b) \\u202e"';
    world.rewrite((text) => text.replace('settings:', `${key}: 1\nsettings:`));
    const run = await plan();
    const tokens = new MarkdownIt({ html: true }).parse(comment(), {});

    expect(run.code).toBe(65);
    expect(tokens.filter(({ type }) => type === 'fence')).toHaveLength(1);
    const outside = tokens.filter(({ type }) => type !== 'fence').map(({ content }) => content);
    expect(outside.join('\n')).not.toMatch(/everyone|script|http:|\u202e/);
    expect(comment()).not.toContain('\u202e');
  });
});
