import { visibleText } from '../../render/escape/visible-text.ts';

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
