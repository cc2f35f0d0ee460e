import type { Column } from './faults.ts';
import type { Played } from './play-cell.ts';
import { isReplacing } from './stage.ts';

const written = 5;
const old = 7;

/** What happened in a cell, in few words, with the exit code. */
export function describeCell(column: Column, played: Played): string {
  const words = [triesText(column, played), endText(played), truthText(played)].filter((text) => text !== '');
  return `${words.join('; ')}: **${played.exit}**`;
}

function triesText(column: Column, { tries, report }: Played): string {
  const isWrite = column === 'per-key' || isReplacing(column);
  if (isWrite) return tries === 0 ? 'not sent' : `sent ${times(tries)}`;
  if (tries <= 1) return '';
  return report === null || report.result !== 'done' ? `read ${times(tries)}` : 'read again';
}

function times(count: number): string {
  const words = ['never', 'once', 'twice'];
  return words[count] ?? `${count} times`;
}

function endText({ report, failure }: Played): string {
  if (report === null) return `no plan (${failure})`;
  const [outcome] = report.outcomes;
  switch (outcome?.status) {
    case 'done':
      return doneText(report);
    case 'unknown':
      return `unknown (${outcome.code})`;
    case 'failed':
      return `not done (${outcome.code})`;
    default:
      return `nothing sent (${report.stoppedBy?.code})`;
  }
}

function doneText({ outcomes, sideEffects, changedMeanwhile }: NonNullable<Played['report']>): string {
  const carried = changedMeanwhile.length > 0 ? ', the other key carried over' : '';
  const seen = sideEffects.length > 0 ? ', the other key reported' : '';
  return outcomes[0]?.verified === true ? `done${carried}${seen}` : 'done, not verified';
}

// What live holds, where the report alone does not say it, and what became of someone else's edit.
function truthText({ exit, report, after, edit }: Played): string {
  const isOpen = exit !== 0 && report !== null && report.outcomes[0]?.status !== 'not-run';
  const truth = isOpen ? liveText(after.settings['login_attempts']) : '';
  return [truth, edit === 'lost' ? 'their edit is lost' : ''].filter((text) => text !== '').join(', ');
}

function liveText(value: unknown): string {
  if (value === written) return 'live has it';
  return value === old ? 'not in live' : 'live has their value';
}
