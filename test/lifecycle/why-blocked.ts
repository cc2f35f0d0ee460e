/** As far as refusals have their reasons in a file. */
type ScopeFile = {
  readonly settings?: object;
  readonly unmentioned?: string;
  readonly absent?: object;
  readonly features?: unknown;
};
type File = ScopeFile & {
  readonly clients?: Readonly<Record<string, ScopeFile>>;
  readonly allow?: readonly { readonly guard: string }[];
};
type Reason = (scopes: readonly ScopeFile[]) => boolean;

const removes: Reason = (scopes) => scopes.some(({ unmentioned }) => unmentioned === 'remove');
const changesSettings: Reason = (scopes) =>
  removes(scopes) || scopes.some((scope) => scope.settings !== undefined || scope.absent !== undefined);
const givesFeatures: Reason = (scopes) => scopes.some(({ features }) => features !== undefined);
const asksForNegatives: Reason = (scopes) =>
  scopes.some(({ settings = {} }) =>
    Object.values(settings).some(
      (value) => typeof value !== 'object' && (Number(value) < 0 || /^-[1-9]/u.test(String(value))),
    ),
  );

/** For each refusal that can come up in a story, what must be in the file. A code that is not here has no reason. */
const reasons: Readonly<Record<string, Reason>> = {
  'empty-desired-state': removes,
  'first-adoption': removes,
  'too-many-removals': changesSettings,
  'too-many-updates': changesSettings,
  'security-lowered': (scopes) => changesSettings(scopes) || givesFeatures(scopes),
  'value-not-allowed': asksForNegatives,
};

/** Of these a file with allowances allows every one; what is lowered it allows where it says so itself. */
const allowedAtOnce: readonly string[] = [
  'empty-desired-state',
  'first-adoption',
  'too-many-removals',
  'too-many-updates',
  'value-not-allowed',
];

/** Whether a refusal has its reason in the file, and not in what happened before. */
export function isExplained(code: string, file: object): boolean {
  const whole = file as File;
  const scopes = [whole, ...Object.values(whole.clients ?? {})];
  const isAllowed = allowedAtOnce.includes(code) && whole.allow?.some(({ guard }) => guard === code) === true;
  return !isAllowed && Object.hasOwn(reasons, code) && reasons[code]?.(scopes) === true;
}
