import { describe, expect, it } from 'vitest';
import { quickIdIn } from '../../src/config/files/load-files.ts';

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
    ];
    expect(texts.map(quickIdIn)).toEqual(texts.map(() => null));
  });
});
