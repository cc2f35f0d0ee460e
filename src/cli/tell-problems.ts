import type { Problem } from '../model/finding.ts';
import { problemsText } from '../render/text/problems-text.ts';
import { sourceLinesAt } from './source-lines.ts';
import type { Session } from './terminal/session.ts';

/** Prints why there is no result, on stderr: stdout is for results only. */
export async function tellProblems(problems: readonly Problem[], session: Session): Promise<void> {
  const lineAt = await sourceLinesAt(
    problems.map(({ source }) => source),
    session,
  );
  await session.stderr(problemsText(problems, session.stderrStyle, lineAt));
}
