import { describe, expect, it } from 'vitest';
import { outlineOf, quickIdIn } from '../../src/config/load-config.ts';

describe('the id of an application, without the rest of its file', () => {
  it('is found where it stands in clear, whatever else the file holds', () => {
    const texts = [
      'version: 1\napplication: { id: shop, region: us }\nsettings: {\n',
      'application:\n  # which one\n\n# that one\n  region: us\n  id: "shop"\nclients: { a: { id: other } }\n',
      'extends: base.yaml\r\napplication:\r\n  id: shop\r\n',
      'settings:\n  text: |\n    application: { id: other }\napplication: {\n  id: shop }\nversion: 1',
    ];
    expect(texts.map(quickIdIn)).toEqual(['shop', 'shop', 'shop', 'shop']);
  });

  it('is not told where only the whole file can', () => {
    const texts = [
      'extends: base.yaml\n',
      'extends: base.yaml\napplication: { region: us }\n',
      'application: { id: "${env:APP}", region: us }\n',
      'x: &id shop\napplication: { id: *id }\n',
      'application: { id: a }\napplication: { id: b }\n',
      'application: { id: a, id: b }\n',
      '{ version: 1,\napplication: { id: shop } }\n',
      '"application": { id: a }\napplication: { id: shop }\n',
      'application: { id: a }\n---\napplication: { id: b }\n',
      'application: [shop]\n',
      'application: { id: [\n',
      'application: { id: a/b }\n',
      // A comment ends at a line feed alone.
      'extends: base.yaml\n# one\u2028application: { id: other }\n',
      'extends: base.yaml\n# one\rapplication: { id: other }\n',
    ];
    expect(texts.map(quickIdIn)).toEqual(texts.map(() => null));
  });
});

describe('the outline of a file', () => {
  const usual = [
    'version: 1',
    '# which one',
    'application:',
    '  id: shop',
    '',
    'clients:',
    '  # the first',
    '  web:',
    '    id: webclient00 # of 2024',
    '    settings:',
    '      id: other',
    '',
    '  app:\r',
    '    name: App\r',
    '    id: "appclient00"\r',
    'settings:',
    '  text: |',
    '    id: another',
    'credentials: { clientId: CAPSTAN_A }',
    '',
  ].join('\n');

  it('is what names the application and the caller, and the ids at clients', () => {
    expect(outlineOf(usual)).toEqual({
      head: 'version: 1\n# which one\napplication:\n  id: shop\ncredentials: { clientId: CAPSTAN_A }\n',
      clientIds: ['webclient00', 'appclient00'],
    });
  });

  it('lacks the ids that are not written like that', () => {
    const clients = [
      '{ web: { id: a } }',
      '\n  web: { id: a }\n',
      '\n  web:\n    name: Web\n    custom:\n      id: a\n',
      '\n  web:\n\tid: a\n',
    ];
    const texts = clients.map((written) => `version: 1\napplication: { id: shop }\nclients: ${written}`);
    expect(texts.map((text) => outlineOf(text)?.clientIds)).toEqual([[], [], [], []]);
  });

  it('has each id once, and none that is part of something else', () => {
    const clients = [
      '\n  web:\n    id: a\n  app:\n    id: a\n',
      '\n  web:\n        id: a\n  app:\n    settings:\n        id: b\n',
      '\n  web: # the first\n    id: a\n    name: |\n      id: b\n',
      '\n  web:\n    id: a\n  text: |\n    id: b\n',
    ];
    const texts = clients.map((written) => `version: 1\napplication: { id: shop }\nclients:${written}`);
    expect(texts.map((text) => outlineOf(text)?.clientIds)).toEqual(texts.map(() => ['a']));
  });

  it('has the way of authentication', () => {
    const text = 'auth: signed\nversion: 1\napplication: { id: shop }\nclients: {}\n';
    expect(outlineOf(text)?.head).toBe('version: 1\napplication: { id: shop }\nauth: signed\n');
  });

  it('is there for a text that goes in far', () => {
    const far = ' '.repeat(100_000);
    const text = `version: 1\napplication: { id: shop }\nclients:\n  web:\n${far}id: a\n`;
    expect(outlineOf(text)?.clientIds).toEqual(['a']);
  });

  it('is not there where only the whole file can tell the application', () => {
    const texts = [
      'version: 1\nextends: base.yaml\napplication: { id: shop }\n',
      'version: 1\n',
      '---\napplication: { id: shop }\n',
      'application: { id: a }\napplication: { id: b }\n',
      '"application": { id: a }\n',
      'application: {\nid: shop\n}\n',
      'settings: { a: &who B }\napplication: { id: &who A }\ncredentials: { clientId: *who }\n',
      `application: { id: a }\n${Array.from({ length: 100 }, (_, at) => `key${at}: 1\n`).join('')}`,
      '',
    ];
    expect(texts.map(outlineOf)).toEqual(texts.map(() => null));
  });
});
