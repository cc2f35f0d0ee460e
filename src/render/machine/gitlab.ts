import type { Report, RowKind } from '../report/report.ts';
import { jsonText } from './json.ts';

// A client or a key that one side lacks: what apply or absorb would have to make.
const kinds: ReadonlyMap<RowKind, 'create' | 'update' | 'delete'> = new Map([
  ['create', 'create'],
  ['missing', 'create'],
  ['update', 'update'],
  ['features', 'update'],
  ['pending', 'update'],
  ['drift', 'update'],
  ['both', 'update'],
  ['unknown', 'update'],
  ['differs', 'update'],
  ['one-sided', 'update'],
  ['foreign-value', 'update'],
  ['remove', 'delete'],
]);

/** What the widget of GitLab's merge requests reads (`artifacts: reports: terraform`): three numbers, over all reports. */
export function gitlabReport(reports: readonly Report[]): string {
  const found = reports.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.map(({ kind }) => kinds.get(kind))));
  const count = (kind: 'create' | 'update' | 'delete'): number => found.filter((other) => other === kind).length;
  return jsonText({ create: count('create'), update: count('update'), delete: count('delete') });
}
