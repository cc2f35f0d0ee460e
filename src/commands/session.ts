import type { Style } from '../render/style.ts';
import type { Interruption } from './interruption.ts';
import type { Variables } from './variables.ts';

/** Everything a command touches of the world around it; made from the process once, and by hand in tests. */
export type Session = {
  readonly variables: Variables;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly toolVersion: string;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** Results, to stdout. Resolves when written. */
  readonly out: (text: string) => Promise<void>;
  /** Everything else, to stderr. */
  readonly tell: (text: string) => Promise<void>;
  /** A line that the next one replaces, on a terminal only; '' takes it away. */
  readonly progress: (text: string) => void;
  /** The answer to a question; null when the question was broken off. Undefined: nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string | null>) | undefined;
  readonly outStyle: Style;
  readonly tellStyle: Style;
  readonly interruption: Interruption;
};

/** The flags that all commands have. */
export type CommonFlags = {
  readonly file: readonly string[];
  readonly format: 'text' | 'json';
  readonly voice: 'quiet' | 'normal' | 'verbose';
};
