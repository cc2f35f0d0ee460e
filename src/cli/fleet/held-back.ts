import type { Session } from '../terminal/session.ts';
import type { Step } from '../terminal/step.ts';

/** A session whose words wait until it is their turn. */
export type HeldBack = {
  readonly session: Session;
  /** Says all of it, in the order in which it was said. */
  readonly say: () => Promise<void>;
};

/**
 * A session for one application among several that run at the same time. What it says would stand between their lines.
 * `step`: where its progress goes; null: nowhere, since a line that the next one replaces is not for several at once.
 */
export function heldBack(session: Session, step: Step | null): HeldBack {
  const words: (() => Promise<void>)[] = [];
  const later = (say: (text: string) => Promise<void>) => async (text: string) => {
    if (text !== '') words.push(() => say(text));
  };
  return {
    session: {
      ...session,
      stdout: later(session.stdout),
      stderr: later(session.stderr),
      notice: later(session.notice),
      progress: step?.begin ?? (() => {}),
      underWay: step?.underWay ?? (() => ''),
      traffic: step ?? undefined,
      requests: session.requests.fork(),
    },
    say: async () => {
      for (const say of words.splice(0)) await say();
    },
  };
}
