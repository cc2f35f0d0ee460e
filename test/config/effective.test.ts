import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { effectiveYaml } from '../../src/config/merge/print-merged.ts';
import { type Files, type Given, globalOf, head, loaded } from './load.ts';

async function effectiveOf(files: string | Files, given: Given = {}): Promise<string> {
  return effectiveYaml(await loaded(files, given));
}

describe('the effective file', () => {
  it('shows each value with its place, in the order of the format', async () => {
    const files = {
      'base.yaml':
        'version: 1\nsettings:\n  site_name: Base # note\n  email_method: ses_sync\nclients: { web: { id: w, features: [] } }\n',
      'capstan.yaml': `${head}extends: base.yaml\nsettings: { site_name: "Own: name", v: 0123, url: "\${env:URL:-x}" }\nabsent: { custom: [old, { key: b, reason: "R" }] }\ncustom: {}\n`,
    };
    expect(await effectiveOf(files)).toBe(`version: 1  # capstan.yaml:1:10
application:
  id: app1  # capstan.yaml:2:20
  region: us  # capstan.yaml:2:34
settings:
  email_method: ses_sync  # base.yaml:4:17
  site_name: "Own: name"  # capstan.yaml:4:24
  url: "\${env:URL:-x}"  # capstan.yaml:4:51
  v: 0123  # capstan.yaml:4:40
custom: {}  # capstan.yaml:6:9
absent:
  custom:
    - old  # capstan.yaml:5:20
    - key: b  # capstan.yaml:5:32
      reason: "R"  # capstan.yaml:5:43
clients:
  web:
    features: []  # base.yaml:5:36
    id: w  # base.yaml:5:23
`);
  });

  it('shows no secret', async () => {
    const accept = (target: string, live: string) =>
      `{ target: ${target}, live: "${live}", until: 2027-01-01, reason: R }`;
    const text = `${head}sensitive: [custom.marked]
settings: { rpx_key: "hunter22-literal", a: "x \${secret:S}", b: { k: "\${secret:S}" }, my_token: hunter22-name, c: "\${secret:UNSET}" }
custom: { marked: hunter22-marked }
clients: { w: { id: x, settings: { rpx_key: [hunter22-client] } } }
accept: [${accept('settings.d', '${secret:S}')}, ${accept('settings.e', 'shown')}, ${accept('custom.f_token', 'hunter22-accept')}, ${accept('custom.g', '${secret:UNSET}')}]
allow: [{ guard: overwrites-drift, target: custom.h_token, live: hunter22-allow, until: 2027-01-01, reason: R }, { guard: overwrites-drift, target: settings.e, live: "shown too", until: 2027-01-01, reason: R }]
`;
    const shown = await effectiveOf(text, {
      env: { S: 'hunter22-env' },
      unsetSecrets: 'not-compared',
      overridableGuards: ['overwrites-drift'],
    });
    expect(shown).not.toContain('hunter22');
    expect(shown).not.toContain('${secret');
    expect(shown.match(/\(secret\)/gu)).toHaveLength(11);
    expect(shown).toContain('live: "shown"');
    expect(shown).toContain('live: "shown too"');
  });

  it('writes out what a reader does not see, so that it stays the same YAML', async () => {
    const values = {
      a: 'x\u202ey',
      b: 'bare\u200btext',
      c: 'a\u00a0b\u{e0041}',
      'caf\u00e9': '1',
      'cafe\u0301': 'e\u0301',
      k: 'a\u{e0041}\u2066##[x',
    };
    const bare = Object.entries(values).map(([key, value]) => `  ${key}: ${value}\n`);
    const shown = await effectiveOf(`${head}custom:\n${bare.join('')}`);
    expect(shown).not.toMatch(/[\p{Cf}\p{M}\u00a0]/u);
    expect(parse(shown)).toMatchObject({ custom: { ...values, 'caf\u00e9': 1 } });
  });

  it('keeps names and texts that need quotes', async () => {
    const long = 'k'.repeat(1020);
    const text =
      `${head}custom: { "a:b": "x\\ny\\u0085\\u2028", "true": yes, "#": '', a: { ? "${long}" : [[1], [{ b: ~ }]], "${long}2": 1 } }\n`.replace(
        `"${long}2": 1`,
        `? "${long}2" : 1`,
      );
    const first = await loaded(text);
    const again = await loaded(effectiveYaml(first));
    const jsonOf = ({ desired }: typeof first) =>
      [...globalOf(desired).sections.custom].map(([key, value]) => [key, value.kind === 'value' && value.json]);
    expect(jsonOf(again)).toEqual(jsonOf(first));
  });

  it('writes out what is not seen or turns the order of reading round', async () => {
    const text = `${head}custom: { a: "x\\u202ey", b: a\u200bb, c: "\u{e0041}", d: "\u00a0😀" }\n`;
    const first = await loaded(text);
    const shown = effectiveYaml(first);
    expect(shown).not.toMatch(/[\u202e\u200b\u00a0\u{e0041}]/u);
    for (const written of ['"x\\u202Ey"', '"a\\u200Bb"', '"\\U000E0041"', '😀']) expect(shown).toContain(written);
    const valuesIn = ({ desired }: typeof first) =>
      [...globalOf(desired).sections.custom].map(([key, value]) => [key, value.kind === 'value' && value.json]);
    expect(valuesIn(await loaded(shown))).toEqual(valuesIn(first));
  });

  it('lists what `drop` took out as ignored', async () => {
    const files = {
      'base.yaml': 'version: 1\nsettings: { a: 1 }\n',
      'capstan.yaml': `${head}extends: base.yaml\ndrop: [settings.a]\n`,
    };
    const shown = await effectiveOf(files);
    expect(shown).toContain('settings: {}');
    expect(shown).toContain('ignore:\n  - "settings.a"  # capstan.yaml:4:8');
    expect(shown).not.toContain('drop');
  });
});
