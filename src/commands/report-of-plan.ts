import { resolve } from 'node:path';
import { impactOf } from '../catalogue/catalogue.ts';
import type { RunReport } from '../core/model/outcome.ts';
import type { Plan } from '../core/model/plan.ts';
import { type Author, blame } from '../git/blame.ts';
import { gitWith } from '../git/run-git.ts';
import { type PlanContext, planReport } from '../render/report/plan-report.ts';
import { runReport } from '../render/report/run-report.ts';
import type { Report } from '../render/report.ts';
import type { Format } from './formats.ts';
import type { Session } from './session.ts';

const maxFiles = 20;

/** Where the files are, and what git is run with. */
type Place = Pick<Session, 'cwd' | 'environment'>;

/** A plan as formats show it, with what is known of its changes. */
export async function reportOfPlan(plan: Plan, format: Format, place: Place): Promise<Report> {
  return planReport(plan, await contextOf(plan, format, place));
}

/** The same for what an apply did. */
export async function reportOfRun(plan: Plan, run: RunReport, format: Format, place: Place): Promise<Report> {
  return runReport(plan, run, await contextOf(plan, format, place));
}

async function contextOf(plan: Plan, format: Format, place: Place): Promise<PlanContext> {
  const authors = showsAuthors(format) ? await authorsOf(plan, place) : new Map<string, ReadonlyMap<number, Author>>();
  return { impactOf, authorOf: ({ file, line }) => authors.get(file)?.get(line) ?? null };
}

function showsAuthors(format: Format): boolean {
  return format === 'markdown' || format === 'html' || format === 'github';
}

async function authorsOf(
  plan: Plan,
  { cwd, environment }: Place,
): Promise<ReadonlyMap<string, ReadonlyMap<number, Author>>> {
  const lines = new Map<string, number[]>();
  for (const { source } of plan.changes) {
    if (source === null) continue;
    const own = lines.get(source.file) ?? [];
    own.push(source.line);
    lines.set(source.file, own);
  }
  const files = [...lines].slice(0, maxFiles);
  const runGit = gitWith(environment);
  return new Map(
    await Promise.all(files.map(async ([file, own]) => [file, await blame(resolve(cwd, file), own, runGit)] as const)),
  );
}
