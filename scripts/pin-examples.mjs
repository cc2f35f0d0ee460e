// node scripts/pin-examples.mjs OWNER/NAME COMMIT TAG: what the release does before it packs. The workflows in examples/, which `capstan
// init` copies, then name the action by the commit of that release. No commit can hold its own digest: in the repository there are
// zeros, which no runner finds.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = join(dirname(fileURLToPath(import.meta.url)), '../examples');
const placeholder = /example-org\/capstan@0{40} # v\S+/g;

/** The text of a workflow with the action of a release. */
export function pinned(text, { repository, commit, tag }) {
  return text.replaceAll(placeholder, `${repository}@${commit} # ${tag}`);
}

function refused({ repository = '', commit = '', tag = '' }) {
  return !(/^[\w.-]+\/[\w.-]+$/.test(repository) && /^[0-9a-f]{40}$/.test(commit) && /^v\d+\.\d+\.\d+$/.test(tag));
}

function pinAll(release) {
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yml'));
  const changed = files.filter((name) => {
    const before = readFileSync(join(examples, name), 'utf8');
    const after = pinned(before, release);
    if (after !== before) writeFileSync(join(examples, name), after);
    return after !== before;
  });
  console.log(`${changed.length} files name ${release.repository}@${release.commit}`);
  return changed.length > 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [repository, commit, tag] = process.argv.slice(2);
  if (refused({ repository, commit, tag })) {
    console.error(
      'Usage: node scripts/pin-examples.mjs OWNER/NAME COMMIT TAG; a commit has 40 digits, a tag is such as v0.1.0.',
    );
    process.exitCode = 64;
  } else if (!pinAll({ repository, commit, tag })) process.exitCode = 1;
}
