import { describe, expect, it } from 'vitest';
import { runFileGuards } from '../../../src/engine/guards/guard.ts';
import { namesNothing } from '../../../src/engine/guards/names-nothing.ts';
import { findingText } from '../../../src/model/finding.ts';
import { aDesired, aDesiredClient, aMention, testCatalogue, today } from '../../support/builders.ts';

describe('a file by itself', () => {
  const clients = [aDesiredClient({ alias: 'web', id: 'id-of-web' }), aDesiredClient({ alias: 'app', name: 'App' })];
  const found = (...targets: readonly string[]): readonly string[] =>
    runFileGuards([namesNothing], {
      desired: aDesired({ clients, mentions: targets.map((target) => aMention('protect', target)) }),
      catalogue: testCatalogue,
      asked: [],
      today,
      warnUntil: today,
    }).map(findingText);

  it('names nothing by an alias that it does not declare', () => {
    expect(found('clients.web.features', 'clients.app.features', 'clients.wbe.features')).toEqual([
      'clients.wbe.features in protect names nothing, so it protects nothing: the file declares no client with this alias; did you mean "clients.web.features"?',
    ]);
  });

  it('is not judged by ids, which only the service knows all of', () => {
    expect(found('clients.@id-of-web.features', 'clients.@id-of-nobody.features')).toEqual([]);
  });
});
