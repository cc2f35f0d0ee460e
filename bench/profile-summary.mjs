// The most expensive places of a profile, as lines.

/** The time of each place without what it calls, and with it; and the first added up for each file. Waiting is left out. */
export function costOfPlaces({ nodes, samples, timeDeltas }) {
  const ancestry = ancestryOf(nodes);
  const [own, whole, files] = [new Map(), new Map(), new Map()];
  samples.forEach((id, at) => {
    const { callFrame, callers } = ancestry.get(id);
    if (callFrame.functionName === '(idle)') return;
    const ms = timeDeltas[at] / 1000;
    add(own, placeOf(callFrame), ms);
    add(files, partOf(callFrame), ms);
    for (const place of callers) add(whole, place, ms);
  });
  return { own: sorted(own, 'ms'), whole: sorted(whole, 'ms', total(own)), files: sorted(files, 'ms') };
}

/** Of each node, the places that lead to it and itself, each once: a place that calls itself does not count twice. */
function ancestryOf(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, { callFrame: node.callFrame, callers: new Set() }]));
  // A parent comes before its children.
  for (const { id, children = [] } of nodes) {
    const { callFrame, callers } = byId.get(id);
    if (isOurs(callFrame)) callers.add(placeOf(callFrame));
    for (const child of children) byId.get(child).callers = new Set(callers);
  }
  return byId;
}

function isOurs({ url }) {
  return url !== '' && !url.startsWith('node:');
}

/** The bytes that each place itself allocated, as far as they were not collected. */
export function heapOfPlaces({ head }) {
  const places = new Map();
  const walk = ({ callFrame, selfSize, children }) => {
    add(places, placeOf(callFrame), selfSize / 1024 / 1024);
    children.forEach(walk);
  };
  walk(head);
  return sorted(places, 'MiB');
}

function add(amounts, key, amount) {
  amounts.set(key, (amounts.get(key) ?? 0) + amount);
}

function total(amounts) {
  return [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
}

function sorted(amounts, unit, of = total(amounts)) {
  const places = [...amounts].map(([place, amount]) => ({ place, amount })).sort((a, b) => b.amount - a.amount);
  return { total: of, unit, places };
}

function placeOf({ functionName, url, lineNumber, columnNumber }) {
  const name = functionName === '' ? '(no name)' : functionName;
  // The program is in long lines: the column is what tells.
  return url === '' ? name : `${name}  ${fileOf(url)}:${lineNumber + 1}:${columnNumber + 1}`;
}

function partOf({ functionName, url }) {
  return url === '' ? functionName : fileOf(url);
}

function fileOf(url) {
  return url.startsWith('node:') ? url : url.split('/').slice(-2).join('/');
}
