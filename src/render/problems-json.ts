import type { Problem } from '../core/model/problem.ts';

/** Problems and notes as `--format json` gives them; described by schemas/problems.schema.json. */
export function problemsJson(problems: readonly Problem[], notes: readonly Problem[]): unknown {
  return { problems: problems.map(ordered), notes: notes.map(ordered) };
}

function ordered({ code, message, cure, source }: Problem): Problem {
  return { code, message, cure, source: source && { file: source.file, line: source.line, column: source.column } };
}
