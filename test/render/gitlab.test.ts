import { expect, it } from 'vitest';
import { gitlabReport } from '../../src/render/machine/signals.ts';
import type { RowKind } from '../../src/render/report/report.ts';
import { aReport, aRow } from './report-samples.ts';

it("gives GitLab's widget the numbers of all reports together", () => {
  const of = (...kinds: readonly RowKind[]) =>
    aReport({ groups: [{ scope: 'global', clientId: null, rows: kinds.map((kind) => aRow({ kind })) }] });
  const reports = [of('create', 'update', 'features', 'remove'), of('create', 'drift', 'accepted', 'expected')];
  expect(JSON.parse(gitlabReport(reports))).toEqual({ create: 2, update: 3, delete: 1 });
  expect(JSON.parse(gitlabReport([aReport({ groups: [] })]))).toEqual({ create: 0, update: 0, delete: 0 });
});
