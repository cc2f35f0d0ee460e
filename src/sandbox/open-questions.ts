/** A question that the public documents leave open: the possible behaviours, the default first, and its reason. */
type OpenQuestion<Positions extends readonly string[]> = {
  readonly positions: Positions;
  readonly question: string;
  /** Where the default comes from. */
  readonly source: string;
};

/** A question whose answer is a whole number from 0. */
type OpenNumber = { readonly start: number; readonly question: string; readonly source: string };

function choice<const Positions extends readonly [string, ...string[]]>(
  positions: Positions,
  question: string,
  source: string,
): OpenQuestion<Positions> {
  return { positions, question, source };
}

function number(start: number, question: string, source: string): OpenNumber {
  return { start, question, source };
}

/** Questions with a few possible answers. */
export const OPEN_CHOICES = {
  perKeyValues: choice(
    ['typed', 'text'],
    'What happens to the text that a per-key call writes to a typed setting?',
    'Not documented; the responses of the Configuration API are documented as typed.',
  ),
  typedValues: choice(
    ['strict', 'converting', 'as-sent'],
    'Does a PUT take "4" and "true" for typed settings? `converting` stores 4, `as-sent` stores "4".',
    'The documented 400 texts say "must be an integer"; but the example of PUT client settings sends "4".',
  ),
  integerReplies: choice(
    ['number', 'text'],
    'Are integer settings served as numbers or as texts?',
    'The example of GET settings prints the number 0; that of PUT client settings prints texts.',
  ),
  jsonReplies: choice(['parsed', 'text'], 'How are json settings served?', 'The pages call values typed.'),
  optionsReply: choice(
    ['array', 'wrapped', 'missing'],
    'What is the shape of the options response? `missing` answers 404.',
    'The page prints an element and no wrapper, and Ensono/janrain-python-api reads a list.',
  ),
  customInOptions: choice(
    ['absent', 'listed'],
    'Does the options response list custom names, with the group "Custom"?',
    'The page names no such group; Ensono/janrain-python-api treats names of that group as custom.',
  ),
  nullInPut: choice(
    ['stores', 'deletes', 'refused'],
    'What does null in a PUT body do?',
    'The reference types these fields "string | null".',
  ),
  liveNulls: choice(
    ['served', 'left-out'],
    'Does a read show a null that the state holds?',
    'The reference types responses "string | null".',
  ),
  underscoreNames: choice(
    ['ignored', 'refused'],
    'What do `_self`, `_global` and their like do in a body?',
    'No refusal is documented, and Ensono/janrain-python-api sends `_self` back.',
  ),
  putWithoutCustom: choice(
    ['deletes', 'keeps'],
    'What does a PUT without `custom` do to custom settings?',
    'The page: "any global setting not defined in the body parameter will be deleted".',
  ),
  knownInCustom: choice(
    ['accepted', 'refused', 'moved'],
    'What happens to the name of a known setting inside `custom`?',
    'Custom settings are documented as free.',
  ),
  unknownAtTop: choice(
    ['ignored', 'stored', 'moved', 'refused'],
    'What happens to an unknown name at the top level of a PUT?',
    'Wrongly cased names are documented as ignored.',
  ),
  customValues: choice(
    ['as-sent', 'text', 'refused'],
    'What happens to values under `custom` that are not strings?',
    'No type is documented, and Ensono/janrain-python-api sends any JSON value; the examples are strings.',
  ),
  globalOnlyAtClient: choice(
    ['dropped', 'stored'],
    'What happens to a global-only setting written at client scope? `stored` shows it without any effect.',
    'The page says that it "will be ignored".',
  ),
  settingsPutReply: choice(
    ['state', 'echo'],
    'What does a PUT of settings return? `echo` returns the request.',
    'The page: "you\'ll get back the current settings".',
  ),
  clientPutGlobal: choice(
    ['included', 'left-out'],
    'Does the response of a PUT of client settings carry `_global`?',
    'No reply is printed; the GET has it.',
  ),
  includeClients: choice(
    ['ignored', 'by-client', 'union'],
    'What is the shape of `include_clients=true`? `by-client` adds a map, `union` is a flat union of names.',
    'The parameter is documented without an example.',
  ),
  ownSettingsRead: choice(
    ['allowed', 'refused'],
    'May a client without owner read its own settings?',
    'The text of the page says yes, its table says no.',
  ),
  missingCredentialsStatus: choice(
    ['401', '403'],
    'What is the status without credentials?',
    'The page says "401/403"; this is what HTTP says.',
  ),
  invalidCredentialsStatus: choice(
    ['401', '403'],
    'What is the status with wrong credentials?',
    'The page says "401/403"; this is what HTTP says.',
  ),
  insufficientStatus: choice(
    ['403', '401'],
    'What is the status with too few features or from a foreign address?',
    'The page says "401/403"; this is what HTTP says.',
  ),
  registrationAuthStatus: choice(
    ['200', '401'],
    'What is the HTTP status of refused credentials on the registration domain?',
    'Errors come under 200 there: janrain/janrain_capture_tools takes every other status for a fault.',
  ),
  unknownApplication: choice(
    ['221', '224'],
    'Which error is a wrong application_id? Also that of the header X-Application-Id.',
    'The table of errors has unknown_application (221) and application_not_found (224).',
  ),
  errorsShape: choice(
    ['text', 'object'],
    'Is `errors` of the Configuration API a text, or an object keyed by name?',
    "Every printed body has a text; the vendor's own explorer also takes an object.",
  ),
  createdStatus: choice(['201', '200'], 'What is the status of POST clients?', 'Usual for a creation.'),
  duplicateNameStatus: choice(
    ['409', '400'],
    'What is the status when the name of a client is taken?',
    "The reference lists 409 among the API's errors.",
  ),
  registrationDuplicateName: choice(
    ['refused', 'accepted'],
    'Must names be unique for clients/add and clients/set_description too?',
    'The Configuration API says so of its own.',
  ),
  deleteOwnerStatus: choice(
    ['403', '400', '409'],
    'What is the status when an owner client is to be deleted?',
    'Documented as impossible, without a status.',
  ),
  secretReply: choice(
    ['client', 'bare', 'empty'],
    'What does PUT secret reply?',
    'No reply is printed; the other PUTs reply with the state after the call.',
  ),
  hoursToLive: choice(
    ['optional', 'required'],
    'May clients/reset_secret leave out hours_to_live?',
    'janrain/janrain-python-datalib leaves it out; the page calls it required.',
  ),
  metadataOnPut: choice(
    ['dropped', 'kept', 'refused'],
    'What does a change of features do to a client that has the feature metadata?',
    'Edits in the dashboard are documented to remove it.',
  ),
  putLocksCallerOut: choice(
    ['accepted', 'refused'],
    'May a PUT on the caller itself leave out the calling address?',
    'Only set_whitelist is documented to refuse.',
  ),
  listOrder: choice(
    ['stored', 'sorted', 'reversed'],
    'In which order do replies list features and addresses?',
    'No order is promised.',
  ),
  perKeyCallers: choice(
    ['owner', 'direct-access', 'all'],
    'Who may make the settings calls? `direct-access`: also every client with that feature; `all`: every client for itself.',
    'The newer permission tables say owner; janrain/janrain_capture_tools says direct access; older lists name all.',
  ),
  setMultiBooleans: choice(
    ['own', 'inherited'],
    'Does "already existed" of set and set_multi count keys inherited from the defaults?',
    'The mock of janrain/janrain-python-datalib counts those of the client.',
  ),
  deleteDefaultLeaves: choice(
    ['nothing', 'null', 'empty'],
    'What does delete_default leave?',
    'Most pages say that the key is deleted; one says that the call "does not delete the key itself".',
  ),
  missingDefault: choice(
    ['text', 'null'],
    'How does get_default print a missing key?',
    'The page prints the string "null"; the mock of janrain/janrain-python-datalib has the JSON null.',
  ),
  undocumentedReads: choice(
    ['present', 'get_all', 'missing'],
    'Which of settings/get_all, default_items, client_items, default_keys and client_keys are still there?',
    'The first is in janrain/janrain-python-datalib (2018), the others in janrain/janrain_capture_tools (2012).',
  ),
  getAllClients: choice(
    ['all', 'with-settings'],
    'Does settings/get_all list clients that have no settings of their own?',
    'No document says; janrain/janrain-python-datalib is prepared for a client that is not listed.',
  ),
  rateLimitForm: choice(
    ['429', '510', 'api_limit_error'],
    'What is the form of a refusal for too many requests?',
    "Usual in HTTP; the others occur in the vendor's documents and code.",
  ),
} as const;

/** Questions with a number for an answer. */
export const OPEN_NUMBERS = {
  hoursToLiveDefault: number(
    0,
    'For how many hours does the old secret live on when clients/reset_secret says nothing?',
    'janrain/janrain-python-datalib speaks of a default and does not say which.',
  ),
  cacheSeconds: number(
    0,
    'For how many seconds is the reply of a GET served again?',
    'The page on cache_settings states no duration; 0: reads follow writes at once.',
  ),
  rateLimitEvery: number(
    0,
    'Every how many requests is one refused as one too many?',
    'No limit is documented; 0: none is refused.',
  ),
  retryAfterSeconds: number(0, 'What is Retry-After of such a refusal?', 'None is documented; 0: no such header.'),
  signatureWindowSeconds: number(
    300,
    'How many seconds may the Date of a signed request be off?',
    'Undocumented; five minutes is usual.',
  ),
} as const;
