// npm run docs: makes the site of the documentation in docs/.vitepress/dist, with the reference of the library. It loads nothing
// from elsewhere: open it with any server of files, such as `npx vitepress preview docs`.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, ReflectionKind } from 'typedoc';
import { load as markdownPages } from 'typedoc-plugin-markdown';
import { build } from 'vitepress';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** docs/api/README.md, from the types and comments of src/index.ts. */
async function writeLibraryPage() {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: [join(root, 'src/index.ts')],
    tsconfig: join(root, 'tsconfig.json'),
    plugin: [markdownPages],
    name: 'The library',
    readme: 'none',
    out: join(root, 'docs/api'),
    logLevel: 'Warn',
    // `npm run types` finds errors; types that are not exported are told where they are used.
    skipErrorChecking: true,
    validation: { notExported: false, invalidLink: true },
    disableSources: true,
    githubPages: false,
    outputFileStrategy: 'modules',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    // Functions first: the rest is what they take and give.
    groupOrder: ['Functions', 'Classes', 'Variables', 'Type Aliases', 'Interfaces'],
    // Members of Error are told elsewhere.
    excludeExternals: true,
    parametersFormat: 'table',
    propertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    sanitizeComments: true,
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('typedoc could not read src/index.ts');
  const silent = project.children.flatMap((one) => [one, ...membersOf(one)]).filter((one) => !isTold(one));
  if (silent.length > 0)
    throw new Error(`The library exports this without a comment: ${silent.map((one) => one.getFullName()).join(', ')}`);
  await app.generateOutputs(project);
  const page = join(root, 'docs/api/README.md');
  await writeFile(page, withSingleAnchors(await readFile(page, 'utf8')));
}

/** What a reader sees below a name. A union tells its parts in comments of its own. */
function membersOf({ children, type }) {
  const parts = type?.type === 'intersection' ? type.types : [];
  const members = children ?? parts.flatMap((part) => part.declaration?.children ?? []);
  return members.filter(
    ({ kind, flags }) => kind !== ReflectionKind.Constructor && !flags.isExternal && !flags.isInherited,
  );
}

/** A comment, or a name that says it all. */
function isTold(one) {
  return one.hasComment() || one.signatures?.some((each) => each.hasComment()) || obvious.has(one.name);
}

const obvious = new Set(['name', 'after']);

/** typedoc counts names that have no heading: a link to the second heading of a name leads to the first where that is all. */
function withSingleAnchors(page) {
  const headings = [...page.matchAll(/^#+ (\w+)(?:\(\))?$/gm)].map(([, name]) => name.toLowerCase());
  return page.replaceAll(/\]\(#(\w+)-1\)/g, (link, name) =>
    headings.filter((heading) => heading === name).length > 1 ? link : `](#${name})`,
  );
}

if (!existsSync(join(root, 'src/generated'))) throw new Error('Build first: npm run build');
process.chdir(root);
await writeLibraryPage();
await build(join(root, 'docs'));
// By the version of the formats, as their ids are.
const schemas = (await readdir(join(root, 'schemas'))).filter((name) => name.endsWith('.json'));
const addressed = join(root, 'docs/.vitepress/dist/schemas/v1');
await mkdir(addressed, { recursive: true });
await Promise.all(schemas.map((name) => copyFile(join(root, 'schemas', name), join(addressed, name))));
