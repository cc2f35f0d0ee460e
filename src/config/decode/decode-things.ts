import { plainKinds, thingsKind } from '../../kinds/index.ts';
import type { ThingKind } from '../../kinds/table.ts';
import { formatTarget } from '../../model/address.ts';
import type { Desired, DesiredThing } from '../../model/desired.ts';
import { showName } from '../check/problem-list.ts';
import { childOf, entriesOf, type LocatedEntry, type LocatedMap } from '../yaml/located.ts';
import { decodeId } from './decode-application.ts';
import { decodeProperties } from './decode-clients.ts';
import type { DecodeContext } from './decode-context.ts';

/** The things of the merged file that are no clients: those of kinds without settings. */
export function decodeThings(root: LocatedMap, context: DecodeContext): Pick<Desired, 'things'> {
  const things = plainKinds().flatMap(({ name, place: { member } }) => {
    const entries = [...entriesOf(childOf(root, member))];
    const declared = entries.flatMap(([alias, entry]) => decodeThing(name, alias, entry, context));
    return declared.length === 0 ? [] : [[name, new Map(declared.map((thing) => [thing.alias, thing]))] as const];
  });
  return things.length === 0 ? {} : { things: new Map(things) };
}

function decodeThing(
  name: ThingKind,
  alias: string,
  { value, keySource }: LocatedEntry,
  context: DecodeContext,
): readonly DesiredThing[] {
  const { noun, properties } = thingsKind(name);
  const written = childOf(value, 'id');
  if (written === undefined) {
    const what = showName(formatTarget({ kind: name, alias }));
    context.problems.add(
      'missing-key',
      keySource,
      `${what} lacks "id"`,
      `Add the id that the service has for the ${noun}.`,
    );
  }
  const id = decodeId(written, `${noun} id`, context);
  const asked = decodeProperties(value, context, properties);
  return id === undefined ? [] : [{ kind: name, alias, id: id.text, scope: { properties: asked }, source: keySource }];
}
