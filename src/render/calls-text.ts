import type { CallShape } from '../core/model/call.ts';
import { countOf } from './count-of.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible-text.ts';
import { widestOf } from './wrap-text.ts';

/** Every call of a plan, those that replace a whole scope marked. */
export function callsText(calls: readonly CallShape[], style: Style): readonly string[] {
  const width = widestOf(calls.map(({ id }) => visibleText(id)));
  return calls.map((call) => {
    const keys = countOf(call.targets.length, 'target');
    const mark = call.replaces ? style.yellow(', replaces everything at its path') : '';
    return `${visibleText(call.id).padEnd(width)}  ${call.method.padEnd(4)} ${visibleText(call.path)}  ${style.dim(keys)}${mark}`;
  });
}

/** One line on the replacing calls for those who do not ask for all calls; nothing when there are none. */
export function replacingCallsText(calls: readonly CallShape[], style: Style): readonly string[] {
  const replacing = calls.filter(({ replaces }) => replaces);
  const [first] = replacing;
  if (first === undefined) return [];
  const verb = replacing.length === 1 ? 'replaces a whole scope' : 'replace whole scopes';
  const more = replacing.length === 1 ? '' : ', …';
  return [
    style.yellow(`${countOf(replacing.length, 'call')} ${verb}: ${first.method} ${visibleText(first.path)}${more}`) +
      style.dim('  (--verbose shows all calls)'),
  ];
}
