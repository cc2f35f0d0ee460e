import { visibleText } from '../../render/escape/visible-text.ts';
import { shortened } from '../../render/text/value-text.ts';
import { textWidth } from '../../render/text/wrap-text.ts';
import { createStep, type ProgressPlace, paced, type Step } from '../terminal/progress.ts';
import type { Session } from '../terminal/session.ts';

/** The progress of several applications side by side. */
export type Board = {
  /** Adds an application; its progress is shown on its own line. */
  readonly enter: (name: string) => Step;
  /** The application is done. */
  readonly leave: (step: Step) => void;
  /** Clears the lines before other output; they are drawn again automatically. */
  readonly hide: () => void;
  /** Time passes. */
  readonly tick: () => void;
  readonly close: () => void;
};

/** The board of a session, started at once; null: progress is not shown. */
export function boardOn({ place }: Pick<Session, 'place'>, total: number): Board | null {
  if (place === undefined || (place.draw === null && place.line === null)) return null;
  const board = createBoard(place, total);
  place.everySecond(board.tick);
  return board;
}

// A few applications take only seconds and need no progress.
const firstLineMs = 10_000;
const drawEveryMs = 100;
const maxNameWidth = 30;

/** On a terminal, a line for each running application and one for all; in a log only the latter, at intervals. */
export function createBoard(place: ProgressPlace, total: number): Board {
  const { now, draw, line } = place;
  const atWork = new Map<Step, string>();
  const pace = paced(now, firstLineMs);
  const beganMs = now();
  let [done, drawnMs, isOpen] = [0, Number.NEGATIVE_INFINITY, true];
  pace.begin();

  const sum = (): string => {
    const seconds = Math.floor((now() - beganMs) / 1000);
    return `${done} of ${total} done, ${atWork.size} at work, ${seconds} s`;
  };
  const tell = (): void => {
    if (!isOpen || atWork.size === 0) return;
    if (now() - drawnMs >= drawEveryMs) {
      drawnMs = now();
      draw?.(drawn([...atWork], sum(), place));
    }
    if (line !== null && pace.isDue(`${done}`)) line(`${sum()}${slowest([...atWork])}\n`);
  };
  return {
    enter: (name) => {
      const own = createStep(now);
      const heard = <A extends readonly unknown[]>(hear: (...said: A) => void) => {
        return (...said: A): void => {
          hear(...said);
          tell();
        };
      };
      const step: Step = {
        ...own,
        begin: heard(own.begin),
        answered: heard(own.answered),
        again: heard(own.again),
        queued: heard(own.queued),
      };
      atWork.set(step, visibleText(name));
      return step;
    },
    leave: (step) => {
      atWork.delete(step);
      done += 1;
      tell();
    },
    hide: () => draw?.(''),
    tick: tell,
    close: () => {
      isOpen = false;
      draw?.('');
    },
  };
}

type Entry = readonly [Step, string];

/** As many lines as fit, in order of their start. */
function drawn(atWork: readonly Entry[], sum: string, { columns, rows }: ProgressPlace): string {
  // A line as wide as the terminal, or one line too many, would scroll, and the lines drawn before could not be
  // redrawn.
  const shown = atWork.slice(0, Math.max(1, rows - 3));
  const width = Math.min(maxNameWidth, Math.max(...shown.map(([, name]) => textWidth(name))));
  const lines = shown.map(([step, name]) => {
    const short = shortened(name, width);
    return `${short}${' '.repeat(Math.max(0, width - textWidth(short)))}  ${stateOf(step)}`;
  });
  const rest = atWork.length - shown.length;
  const last = rest === 0 ? sum : `and ${rest} more; ${sum}`;
  return [...lines, last].map((text) => shortened(text, columns - 1)).join('\n');
}

function stateOf(step: Step): string {
  return step.underWay() === '' ? 'at work…' : step.state();
}

/** The application that has run longest. */
function slowest(atWork: readonly Entry[]): string {
  const [first, ...others] = atWork.filter(([step]) => step.underWay() !== '');
  if (first === undefined) return '';
  const [step, name] = others.reduce((one, other) => (other[0].seconds() > one[0].seconds() ? other : one), first);
  return `; ${name}: ${step.state()}`;
}

/** Reports how many files of a run were checked. */
export type Looking = {
  /** One more file was checked. */
  readonly next: () => void;
  /** All files were checked. */
  readonly close: () => void;
};

// A few files take too little time to report.
const firstTellMs = 1_000;

/** On a terminal, one line that is redrawn; in a log, a line at intervals; nothing for a few files or with --quiet. */
export function lookingAtFiles({ place }: Pick<Session, 'place'>, total: number): Looking {
  if (place === undefined) return { next: () => {}, close: () => {} };
  const { now, draw, line } = place;
  const pace = paced(now);
  const beganMs = now();
  let [done, drawnMs] = [0, beganMs + firstTellMs - drawEveryMs];
  pace.begin();
  return {
    next: () => {
      done += 1;
      if (now() - drawnMs < drawEveryMs) return;
      drawnMs = now();
      const text = `Looking at the files: ${done} of ${total}, ${Math.floor((now() - beganMs) / 1000)} s`;
      draw?.(text);
      if (line !== null && pace.isDue(text)) line(`${text}\n`);
    },
    close: () => draw?.(''),
  };
}

/** The state of a run over several applications: which are done, running and not started. */
export type Account = {
  readonly begun: (name: string) => void;
  readonly done: (name: string) => void;
  /** One line, for a run that is interrupted. */
  readonly text: () => string;
};

const maxNames = 5;

export function accountOf(names: readonly string[]): Account {
  const states = new Map<string, 'done' | 'under way' | 'not begun'>(names.map((name) => [name, 'not begun']));
  return {
    begun: (name) => void states.set(name, 'under way'),
    done: (name) => void states.set(name, 'done'),
    text: () => {
      const groups = (['done', 'under way', 'not begun'] as const).flatMap((state) => {
        const own = names.filter((name) => states.get(name) === state);
        return own.length === 0 ? [] : [`${state}: ${listed(own)}`];
      });
      const left = names.filter((name) => states.get(name) !== 'done').length;
      return `${left} of ${names.length} applications (${groups.join('; ')})`;
    },
  };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).map(visibleText).join(', ');
  return names.length > maxNames ? `${shown} and ${names.length - maxNames} more` : shown;
}
