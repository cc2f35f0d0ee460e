import { isId } from '../../config/decode/decode-application.ts';
import { wrapText } from '../../render/text/wrap-text.ts';
import { ExpectedEnd, endWith } from '../../workflows/ending.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

const idForm = 'letters, digits, dashes and underscores, 128 at most, and begins with a letter or digit.';

/** The flags of `capstan init`; undefined: not given. */
export type InitFlags = Pick<CommonFlags, 'format' | 'verbosity'> & {
  readonly application: string | undefined;
  readonly region: string | undefined;
  readonly configUrl: string | undefined;
  readonly captureUrl: string | undefined;
  readonly ci: string | undefined;
};

/** Whose workflows are written. */
export type CiHost = 'github' | 'gitlab' | 'none';

/** Everything that the files are made from. */
export type InitAnswers = {
  readonly application: string;
  readonly region: string | null;
  readonly configUrl: string | null;
  readonly captureUrl: string | null;
  readonly ci: CiHost;
};

/** Where each value is found. */
const found = {
  application: 'the Console shows it on the page Manage Application',
  region: 'the registration domain usually shows it, as us in my-app.us-dev.janraincapture.com',
};

const regions = ['us', 'eu', 'au', 'sa', 'cn', 'sg'];
const ciHosts: readonly CiHost[] = ['github', 'gitlab', 'none'];
const maxTries = 5;

/** Takes values from flags, and on a terminal asks for the others. Ends with 64 if a value is missing. */
export async function initAnswers(
  flags: InitFlags,
  usualCi: CiHost,
  { prompt, stderr, stderrStyle }: Session,
): Promise<InitAnswers> {
  checkId(flags.application);
  const host = flags.region ?? flags.configUrl;
  if (flags.application !== undefined && host !== undefined) return answersOf(flags, usualCi);
  if (prompt === undefined) throw notTold(flags);
  const terminal = { prompt, stderr, stderrStyle };
  const application = flags.application ?? (await answer(applicationQuestion, terminal));
  const place = hostOf(host ?? (await answer(hostQuestion, terminal)));
  const domain = flags.captureUrl ?? (await answer(domainQuestion, terminal));
  const ci = flags.ci ?? (await answer(ciQuestion(usualCi), terminal));
  return answersOf({ application, ...place, captureUrl: withScheme(domain), ci }, usualCi);
}

type Answered = Omit<InitFlags, 'format' | 'verbosity'>;

function answersOf({ application = '', region, configUrl, captureUrl, ci }: Answered, usualCi: CiHost): InitAnswers {
  return {
    application,
    region: region ?? null,
    configUrl: configUrl ?? null,
    captureUrl: captureUrl ?? null,
    ci: ciHosts.find((host) => host === ci) ?? usualCi,
  };
}

function hostOf(text: string): Pick<Answered, 'region' | 'configUrl'> {
  return regions.includes(text) ? { region: text, configUrl: undefined } : { region: undefined, configUrl: text };
}

// The Console shows the domain without a scheme.
function withScheme(domain: string): string | undefined {
  if (domain === '') return undefined;
  return domain.includes('://') ? domain : `https://${domain}`;
}

/** A question, its introduction, and a check of the answer; null: valid. */
type Question = { readonly about: string; readonly text: string; readonly wrong: (answer: string) => string | null };
type Terminal = Pick<Session, 'stderr' | 'stderrStyle'> & { readonly prompt: NonNullable<Session['prompt']> };

const applicationQuestion: Question = {
  about: `The id of the application: ${found.application}.`,
  text: 'Application id: ',
  wrong: (text) => (isId(text) ? null : `An id is ${idForm}`),
};

const hostQuestion: Question = {
  about: `The region is us, eu, au, sa, cn or sg: ${found.region}.`,
  text: 'Region: ',
  wrong: (text) =>
    regions.includes(text) || text.includes('://')
      ? null
      : 'Regions are us, eu, au, sa, cn or sg; any other host is written as https://HOST.',
};

const domainQuestion: Question = {
  about:
    'The registration domain, such as my-app.us-dev.janraincapture.com, is needed to write single keys. The Console shows it on the page Manage Application.',
  text: 'Registration domain (empty: none): ',
  wrong: () => null,
};

function ciQuestion(usual: CiHost): Question {
  return {
    about: 'The workflows plan pull requests, apply after the merge, and look for drift each hour.',
    text: `Workflow for github, gitlab or none [${usual}]: `,
    wrong: (text) => (text === '' || ciHosts.some((host) => host === text) ? null : 'Answer github, gitlab or none.'),
  };
}

async function answer({ about, text, wrong }: Question, { prompt, stderr, stderrStyle }: Terminal): Promise<string> {
  // A question is short, so that it fits on one line with its answer.
  await stderr(`\n${wrapText(about, stderrStyle.width).join('\n')}\n`);
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const given = await prompt(text);
    if (given === null) throw brokenOff();
    const complaint = wrong(given.trim());
    if (complaint === null) return given.trim();
    await stderr(`${complaint}\n`);
  }
  throw notAnswered();
}

function checkId(application: string | undefined): void {
  if (application === undefined || isId(application)) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `--application is not an id: an id is ${idForm}`,
    cure: `Give the id of the application; ${found.application}.`,
  });
}

function notTold({ application, region, configUrl }: InitFlags): ExpectedEnd {
  const missing = [
    ...(application === undefined ? [missingFlag('--application ID', found.application)] : []),
    ...(region === undefined && configUrl === undefined ? [missingFlag('--region REGION', found.region)] : []),
  ];
  return new ExpectedEnd('wrongUsage', missing);
}

function missingFlag(flag: string, where: string) {
  const message = `init needs ${flag}, and there is no terminal for questions.`;
  return { code: 'wrong-usage', message, cure: `Give ${flag}; ${where}.`, source: null };
}

function brokenOff(): ExpectedEnd {
  return endWith('interrupted', {
    code: 'not-answered',
    message: 'Cancelled. Nothing was written.',
    cure: 'Run it again, or give the answers as flags: --application, --region, --capture-url, --ci.',
  });
}

function notAnswered(): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'not-answered',
    message: `${maxTries} answers were not valid. Nothing was written.`,
    cure: 'Give the answers as flags: --application, --region, --capture-url, --ci.',
  });
}
