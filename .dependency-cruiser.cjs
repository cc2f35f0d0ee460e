/** The layers, as rules that fail. test/architecture.test.ts runs them and asserts that something was read. */
const edges = '(absorb|api|apply|desired|git|import|journal|live|render|sandbox)';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'A circle has no order in which it could be read.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      comment:
        'The core is a function of its arguments: no edge, no file, no network, no process. Hashing is arithmetic.',
      from: { path: '^src/core/' },
      to: { pathNot: ['^src/core/', '^(node:)?crypto$', 'node_modules/(@types/)?deep-diff/'] },
    },
    {
      name: 'hashing-in-one-place',
      severity: 'error',
      comment: 'The digest of a plan is the only hash of the core; keyed digests are handed in.',
      from: { path: '^src/core/', pathNot: '^src/core/plan/digest.ts$' },
      to: { path: '^(node:)?crypto$' },
    },
    {
      name: 'deep-diff-behind-one-file',
      severity: 'error',
      comment: 'deep-diff recurses and is quadratic: its bounds live beside its only use.',
      from: { pathNot: '^src/core/diff/same-structure.ts$' },
      to: { path: 'node_modules/(@types/)?deep-diff/' },
    },
    {
      name: 'model-imports-nothing',
      severity: 'error',
      comment: 'The nouns know nothing of what is done with them.',
      from: { path: '^src/core/model/' },
      to: { pathNot: '^src/core/model/' },
    },
    {
      name: 'core-steps-meet-in-model',
      severity: 'error',
      comment: 'Diff, guards and plan hand each other values of the model; core/decide.ts joins them.',
      from: { path: '^src/core/(diff|guards|plan|undo)/' },
      to: { path: '^src/core/(compare|diff|drift|guards|plan|snapshot|undo)/', pathNot: '^src/core/$1/' },
    },
    {
      name: 'core-steps-do-not-look-up',
      severity: 'error',
      comment: 'Steps do not know how they are joined.',
      from: { path: '^src/core/.+/' },
      to: { path: '^src/core/[^/]+\\.ts$' },
    },
    {
      name: 'catalogue-is-data',
      severity: 'error',
      comment: 'What is known of settings depends on nothing but the nouns.',
      from: { path: '^src/catalogue/' },
      to: { pathNot: ['^src/catalogue/', '^src/core/model/'] },
    },
    {
      name: 'edges-do-not-meet',
      severity: 'error',
      comment:
        'Edges are joined by reconcile.ts and commands/. Only live and apply know the interface of api, and only apply that of journal.',
      from: { path: `^src/${edges}/` },
      to: {
        path: `^src/(${edges}|commands)/|^src/(reconcile|index|cli)\\.ts$`,
        pathNot: ['^src/$1/', '^src/api/interface.ts$', '^src/journal/interface.ts$'],
      },
    },
    {
      name: 'interface-of-api-for-readers-and-writers',
      severity: 'error',
      comment: 'Only what reads and what writes the service knows how it is asked.',
      from: { path: '^src/(desired|import|render|sandbox|core|catalogue)/' },
      to: { path: '^src/api/' },
    },
    {
      name: 'journal-behind-its-interface',
      severity: 'error',
      comment: 'What writes to the service knows that it has to write ahead, and not where or how.',
      from: { path: '^src/(api|desired|import|live|render|sandbox|core|catalogue)/' },
      to: { path: '^src/journal/' },
    },
    {
      name: 'sandbox-is-independent',
      severity: 'error',
      comment:
        'The sandbox is our reading of the documents; sharing code with the rest would test that code against itself.',
      from: { path: '^src/sandbox/' },
      to: { pathNot: ['^src/sandbox/', '^(node:)?[a-z_/]+$'] },
    },
    {
      name: 'http-in-api-only',
      severity: 'error',
      comment: 'One folder talks to the service.',
      from: { path: '^src/', pathNot: '^src/api/' },
      to: { path: 'node_modules/undici/' },
    },
    {
      name: 'yaml-in-three-folders',
      severity: 'error',
      comment: 'One folder reads YAML, one writes it, one changes it.',
      from: { path: '^src/', pathNot: '^src/(absorb|desired|import)/' },
      to: { path: 'node_modules/yaml/' },
    },
    {
      name: 'programs-from-git-only',
      severity: 'error',
      comment: 'One file starts another program, without a shell and with an environment of its own.',
      from: { path: '^src/', pathNot: '^src/git/' },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'cli-in-commands-only',
      severity: 'error',
      comment: 'Everything below the commands works without a command line.',
      from: { path: '^src/', pathNot: '^src/(commands/|cli.ts$)' },
      to: { path: 'node_modules/@oclif/' },
    },
    {
      name: 'live-cannot-write',
      severity: 'error',
      comment: 'Reading gets an interface without writes, and no way to make another.',
      from: { path: '^src/(live|desired|import|render)/' },
      to: { path: ['^src/api/(?!interface)', '^src/apply/'] },
    },
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
