function page(text, path) {
  return { text, link: `/${path}` };
}

function part(text, items) {
  return { text, items };
}

export const sidebar = [
  part('Start', [
    page('What capstan is', ''),
    page('Install', 'docs/install'),
    page('The first ten minutes', 'docs/tutorial'),
    page('First steps on your own application', 'docs/first-steps'),
  ]),
  part('How to', [
    page('Adopt an application', 'docs/how-to/adopt'),
    page('Promote between environments', 'docs/how-to/environments'),
    page('Plan pull requests', 'docs/how-to/pull-requests'),
    page('Watch for drift', 'docs/how-to/drift'),
    page('An incident, and its undo', 'docs/how-to/incident'),
    page('Leave the platform', 'docs/how-to/leave'),
    page('Read a plan', 'docs/review'),
  ]),
  part('Reference', [
    page('Writing the file', 'docs/file'),
    page('Every key of the file', 'docs/reference/file'),
    page('Settings', 'docs/reference/settings'),
    page('Commands', 'docs/reference/commands'),
    page('Codes and exit codes', 'docs/reference/codes'),
    page('Exit codes', 'docs/exit-codes'),
    page('Versions', 'docs/versioning'),
    page('Variables', 'docs/variables'),
    page('Windows', 'docs/windows'),
    page('Guards', 'docs/guards/README'),
    page('Switches of the sandbox', 'docs/reference/sandbox-switches'),
    page('The library', 'docs/library'),
    page('Types of the library', 'docs/api/README'),
  ]),
  part('Explanation', [
    page('Why single keys', 'docs/explanation/single-keys'),
    page('Why there is no --force', 'docs/explanation/no-force'),
    page('What capstan promises', 'docs/promises'),
    page('What cannot be promised', 'docs/explanation/what-cannot-be-promised'),
    page('capstan in CI', 'docs/ci'),
    page('Security', 'docs/security'),
    page('Reliability', 'docs/reliability'),
  ]),
  part('capstan itself', [
    page('Architecture', 'ARCHITECTURE'),
    page('A tour of the code', 'docs/tour-of-the-code'),
    page('Contributing', 'CONTRIBUTING'),
    page('Decisions', 'docs/decisions/README'),
    page('Changes', 'CHANGELOG'),
    page('Reporting a weakness', 'SECURITY'),
  ]),
];
