/** The layers, as rules that fail, made from the table in layers.cjs. test/architecture.test.ts runs them. */
const { layers, places, rootFiles } = require('./layers.cjs');

const packageOf = (name) => `node_modules/(@types/)?${name}/`;
const builtIn = (name) => `^(node:)?${name}$`;

function deniedBut(name, path, { from, packages, node }) {
  return {
    name,
    severity: 'error',
    comment: 'Not in the table of layers.cjs.',
    from: { path },
    to: {
      pathNot: [...from.map((each) => `^src/${each}(/|\\.)`), ...packages.map(packageOf), ...node.map(builtIn)],
    },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'A circle has no order in which it could be read.',
      from: {},
      to: { circular: true },
    },
    ...layers.map((layer) =>
      deniedBut(layer.folder, `^src/${layer.folder}/`, { ...layer, from: [...layer.from, layer.folder] }),
    ),
    ...rootFiles.map((row) => deniedBut(row.file, `^src/${row.file.replace('.', '\\.')}$`, row)),
    {
      name: 'in-the-table',
      severity: 'error',
      comment: 'A folder or file that the table does not name.',
      from: {
        path: '^src/',
        pathNot: [...layers.map(({ folder }) => `^src/${folder}/`), ...rootFiles.map(({ file }) => `^src/${file}$`)],
      },
      to: {},
    },
    ...places.map(({ name, why, from, to }) => ({
      name,
      severity: 'error',
      comment: why,
      from: { path: from },
      to: { path: to },
    })),
    {
      name: 'no-test-code-in-src',
      severity: 'error',
      comment: 'Tests depend on the program, not the reverse.',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
