/**
 * The one table of layers: what each folder of src may import. What is not named here is denied: folders, packages and
 * parts of Node. `.dependency-cruiser.cjs` makes rules of it, and ARCHITECTURE.md prints it.
 *
 * `from` names other folders, or parts of them; `packages` and `node` name packages and parts of Node.
 */
exports.layers = [
  {
    folder: 'leaf',
    is: 'what the edges share: JSON, patterns, URLs, text search, git. Knows nothing of the domain',
    from: [],
    packages: [],
    node: ['child_process', 'fs/promises', 'path'],
  },
  {
    folder: 'kinds',
    is: 'what is managed, as data: the properties of each kind of thing, their types, and the calls that write them',
    from: ['leaf'],
    packages: [],
    node: [],
  },
  {
    folder: 'model',
    is: 'the nouns: address, value, finding, change, call, plan, run, problem',
    from: ['kinds', 'leaf'],
    packages: [],
    node: [],
  },
  {
    folder: 'catalogue',
    is: 'what is known of each setting, as data: one row for each',
    from: ['model'],
    packages: [],
    node: [],
  },
  {
    folder: 'generated',
    is: 'types and validators, made from the schemas by the build; not committed',
    from: [],
    packages: [],
    node: [],
  },
  {
    folder: 'engine',
    is: 'pure: compare, attribution, guards, calls, the plan document, approval, drift, undo, impact',
    from: ['kinds', 'leaf', 'model'],
    packages: ['deep-diff'],
    node: ['crypto'],
  },
  {
    folder: 'config',
    is: 'YAML files to a desired state, or problems with places',
    from: ['engine/secrecy', 'generated', 'kinds', 'leaf', 'model'],
    packages: ['yaml'],
    node: ['buffer', 'fs', 'fs/promises', 'os', 'path', 'url', 'worker_threads'],
  },
  {
    folder: 'service',
    is: 'HTTP and replies; the service to a live state. A reader that cannot write, and a writer',
    from: ['kinds', 'leaf', 'model'],
    packages: ['undici'],
    node: ['crypto', 'net', 'v8'],
  },
  {
    folder: 'run',
    is: 'a ready plan to outcomes: execute, read back, journal, lock. The only folder that causes a write',
    from: [
      ...['engine/compare/differs-in-form', 'engine/compare/normalize-value', 'kinds', 'leaf', 'model'],
      'service/interface',
    ],
    packages: [],
    node: ['crypto', 'fs', 'fs/promises', 'os', 'path', 'util'],
  },
  {
    folder: 'yaml-edit',
    is: 'absorb and import: changes to YAML text that keep the rest',
    from: ['engine/compare/normalize-value', 'engine/secrecy', 'kinds', 'leaf', 'model'],
    packages: ['yaml'],
    node: [],
  },
  {
    folder: 'render',
    is: 'reports to text, Markdown, HTML, SARIF, and what GitHub and GitLab read; escaping and masking',
    from: ['engine/comparison', 'engine/guards', 'engine/impact', 'generated/guard-pages', 'kinds', 'leaf', 'model'],
    packages: ['diff', 'get-east-asian-width'],
    node: ['crypto'],
  },
  {
    folder: 'kept',
    is: 'what was saved of an application, as the settings export of the Console or replies of the service, to a state',
    from: ['kinds', 'leaf', 'model', 'service/interface', 'service/responses'],
    packages: [],
    node: [],
  },
  {
    folder: 'workflows',
    is: 'the steps of the commands: values in, values out; no printing and no exit code (`ending.ts` says how one stops)',
    from: [
      ...[
        'catalogue',
        'config',
        'engine',
        'generated',
        'kept',
        'kinds',
        'leaf',
        'model',
        'render',
        'run',
        'service',
        'yaml-edit',
      ],
    ],
    packages: [],
    node: ['crypto', 'fs', 'fs/promises', 'os', 'path'],
  },
  {
    folder: 'cli',
    is: 'flags in, workflow, report out, exit code; `host.ts` alone knows the process',
    from: [
      ...[
        'catalogue',
        'config',
        'engine',
        'generated',
        'kinds',
        'leaf',
        'model',
        'render',
        'run',
        'sandbox/run-sandbox',
      ],
      ...['service/client/create-api', 'service/interface'],
      ...['service/transport/request'],
      ...['tool-version', 'workflows', 'yaml-edit'],
    ],
    packages: ['@clack/prompts', '@oclif/core'],
    node: ['crypto', 'fs', 'fs/promises', 'os', 'path', 'readline', 'stream', 'timers/promises'],
  },
  {
    folder: 'library',
    is: 'what the package exports: workflows with options that may be left out. Prints nothing',
    from: ['config', 'engine', 'model', 'run', 'service', 'tool-version', 'workflows'],
    packages: [],
    node: [],
  },
  {
    folder: 'sandbox',
    is: 'a local Identity Cloud; shares nothing with the rest, so that it cannot repeat its mistakes',
    from: [],
    packages: [],
    node: ['buffer', 'crypto', 'fs', 'http', 'net', 'timers/promises'],
  },
];

/** What the files beside the folders may import. */
exports.rootFiles = [
  {
    file: 'index.ts',
    is: 'the library',
    from: [
      ...['catalogue', 'config', 'library', 'model', 'render', 'run', 'sandbox', 'service', 'tool-version'],
      'workflows',
    ],
    packages: [],
    node: [],
  },
  {
    file: 'tool-version.ts',
    is: 'the version, and what else comes with the package: texts of examples and schemas',
    from: [],
    packages: [],
    node: ['fs', 'path', 'sea', 'url'],
  },
];

/** Narrower than a folder: places that alone may do something. */
exports.places = [
  {
    name: 'hashing-in-one-place',
    why: 'The digest of a plan is the only hash of the engine; keyed digests are handed in.',
    from: '^src/engine/(?!plan-document/digests\\.ts$)',
    to: '^(node:)?crypto$',
  },
  {
    name: 'deep-diff-behind-one-file',
    why: 'deep-diff recurses and is quadratic: its bounds live beside its only use.',
    from: '^src/engine/(?!compare/normalize-value\\.ts$)',
    to: 'node_modules/(@types/)?deep-diff/',
  },
  {
    name: 'diff-behind-its-bounds',
    why: 'Looking for differences takes quadratic time: its bounds live beside its only uses.',
    from: '^src/render/(?!(difference/text-difference|text/absorb-text)\\.ts$)',
    to: 'node_modules/diff/',
  },
  {
    name: 'programs-from-one-file',
    why: 'One file starts another program, git, without a shell and with an environment of its own.',
    from: '^src/leaf/(?!git\\.ts$)',
    to: '^(node:)?child_process$',
  },
  {
    name: 'live-cannot-write',
    why: 'Reading gets an interface without writes, and no way to make another.',
    from: '^src/service/live/',
    to: '^src/service/(client|transport)',
  },
  {
    name: 'last-check-is-independent',
    why: 'The last check of a replacing body and the ledger of reads share no logic with what they judge.',
    from: '^src/service/client/refuse-lossy-body\\.ts$',
    to: '^src/(engine|run|workflows)/|^src/service/client/(writes|encode-request)',
  },
  {
    name: 'guards-stand-alone',
    why: 'Guards, comparison and the plan hand each other values of the model; decide.ts joins them.',
    from: '^src/engine/(calls|compare|guards|judging|plan-document)/',
    to: '^src/engine/(comparison|drift|snapshot|undo)/|^src/engine/[^/]+\\.ts$',
  },
  {
    name: 'comparison-without-judgement',
    why: 'What differs does not depend on what is allowed.',
    from: '^src/engine/(calls|compare|comparison|drift|impact|plan-document|secrecy|snapshot|undo)/',
    to: '^src/engine/(guards|judging)/',
  },
  {
    name: 'judgement-without-comparison',
    why: 'A guard is given what differs; it does not compare once more.',
    from: '^src/engine/(guards|judging)/',
    to: '^src/engine/(calls|compare|plan-document)/',
  },
];
