import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Source } from '../core/model/source.ts';
import type { Report } from '../render/report.ts';

/** A report whose places are paths from the root of the checkout, as CI systems look for them. Others stay as they are. */
export function repositoryPlaces(report: Report, cwd: string, root: string | undefined): Report {
  if (root === undefined || root === '') return report;
  const moved = <T extends { readonly source: Source | null }>(item: T): T => {
    return item.source === null
      ? item
      : { ...item, source: { ...item.source, file: fromRoot(item.source.file, cwd, root) } };
  };
  const groups = report.groups.map((group) => ({ ...group, rows: group.rows.map(moved) }));
  return { ...report, groups, findings: report.findings.map(moved) };
}

function fromRoot(file: string, cwd: string, root: string): string {
  const path = relative(root, resolve(cwd, file));
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path.split(sep).join('/');
}
