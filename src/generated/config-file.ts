// Generated from schemas/config.schema.json by `npm run generate`. Do not edit.

/**
 * Version of this file format: 1.
 */
type Version = 1;
/**
 * One file or a list of files that this one builds on. Later files win. Local .yaml or .yml files inside the repository.
 *
 * @maxItems 100
 */
type Extends = string | string[];
/**
 * Id of the application, as the Console shows it.
 */
type ApplicationId = string;
/**
 * Region of the Configuration API. Use configUrl instead for any other host.
 */
type Region = ('us' | 'eu' | 'au' | 'sa' | 'cn' | 'sg') | string;
/**
 * Origin of the Configuration API, instead of region.
 */
type ConfigurationAPI = string;
/**
 * Origin of the registration domain, https://my-app.us-dev.janraincapture.com. With it single keys can be written.
 */
type RegistrationDomain = string;
/**
 * Name of an environment variable that begins with CAPSTAN_. Default: CAPSTAN_CLIENT_ID.
 */
type VariableOfTheClientId = string;
/**
 * Name of an environment variable that begins with CAPSTAN_. Default: CAPSTAN_CLIENT_SECRET.
 */
type VariableOfTheClientSecret = string;
/**
 * How requests to the registration domain are authenticated: basic (default) or signed. The Configuration API takes basic alone.
 */
type Authentication = 'basic' | 'signed';
/**
 * What becomes of live keys that the file does not mention: keep (default), or remove, which acts only on sections that are written.
 */
type UnmentionedKeys = 'keep' | 'remove';
/**
 * Which calls are preferred: safest (default) writes single keys where it can, fewest makes the smallest number of calls, per-key writes single keys wherever it is clear which key is meant, replace always replaces.
 */
type Writes = 'safest' | 'fewest' | 'per-key' | 'replace';
/**
 * What was last applied: git:REF (this file as it was at that ref), git:REF:PATH (a file of that ref, from the top of the repository), another file or a snapshot, relative to the one that names it, or none. Plans then tell changes that are pending in the file from live values that drifted.
 */
type Baseline = string;
/**
 * Text, number, boolean, list or map. To remove a key, name it under absent.
 */
type Value = string | number | boolean | unknown[] | {};
/**
 * The name of a key, or a map with key, reason and until.
 */
type Tombstone =
  | string
  | {
      key: Key;
      reason?: Reason;
      until?: Until;
    };
/**
 * Name of the key that must not exist.
 */
type Key = string;
/**
 * Why the key goes, for example a ticket.
 */
type Reason = string;
/**
 * Last day (UTC, YYYY-MM-DD) on which the tombstone holds. At most 366 days ahead.
 */
type Until = string;
/**
 * Standard settings that must not exist.
 */
type AbsentSettings = Tombstone[];
/**
 * Custom settings that must not exist.
 */
type AbsentCustomSettings = Tombstone[];
/**
 * Id of the API client.
 */
type ClientId = string;
/**
 * Name of the API client, as the Console shows it.
 */
type Name = string;
/**
 * All features of the client: owner, access_issuer, direct_access, direct_read_access, login_client. Left out: features are not managed.
 *
 * @maxItems 100
 */
type Features = string[];
/**
 * settings.KEY, custom.KEY, clients.ALIAS.settings.KEY, clients.ALIAS.custom.KEY, clients.ALIAS.features, clients.ALIAS or global; * stands for any run of characters.
 */
type Target = string;
/**
 * Targets that capstan neither compares nor changes, such as settings.backplane_*. An ignore beats a declaration of an earlier or later file.
 *
 * @maxItems 1000
 */
type Ignore = Target[];
/**
 * Keys whose values are secret, besides those that the catalogue knows. clients.@ID names a client by its id, which survives another alias.
 *
 * @maxItems 1000
 */
type Sensitive = Target[];
/**
 * Keys that look like secrets, by their name or the form of a value, and are none. Has no effect on what the catalogue, sensitive, a ${secret:NAME} or another source knows as a secret.
 *
 * @maxItems 1000
 */
type Public = Target[];
/**
 * Targets that are not managed here although an earlier file of extends declares them.
 *
 * @maxItems 1000
 */
type Drop = Target[];
/**
 * Differences between environments that are meant, for compare.
 *
 * @maxItems 1000
 */
type Expected = Target[];
/**
 * The key, such as settings.KEY or clients.ALIAS.settings.KEY, with a literal alias.
 */
type Target1 = string;
/**
 * Text, number, boolean, list or map. To remove a key, name it under absent.
 */
type Value1 = string | number | boolean | unknown[] | {};
/**
 * Last day (UTC, YYYY-MM-DD) on which the drift is accepted. At most 366 days ahead.
 */
type Until1 = string;
/**
 * Why, for example a ticket.
 */
type Reason1 = string;
/**
 * Known drift, left as it is until its day as long as the live value is the one named here.
 *
 * @maxItems 1000
 */
type Accept = AcceptedDrift[];
/**
 * The largest number of keys.
 */
type Number = number;
/**
 * The largest share of a section with 10 live keys or more.
 */
type Percentage = number;
/**
 * How many clients with the feature owner must stay. Default: 1.
 */
type MinimumOfOwners = number;
/**
 * Code of a guard that can be overridden, as findings name it.
 */
type Guard = string;
/**
 * What it applies to, as the finding names it, with a literal alias.
 */
type Target2 = string;
/**
 * Text, number, boolean, list or map. To remove a key, name it under absent.
 */
type Value2 = string | number | boolean | unknown[] | {};
/**
 * Last day (UTC, YYYY-MM-DD) on which the override holds. At most 366 days ahead.
 */
type Until2 = string;
/**
 * Why, for example a ticket.
 */
type Reason2 = string;
/**
 * Narrow overrides of a guard, each with an end and a reason.
 *
 * @maxItems 1000
 */
type Allow = Override[];

/**
 * capstan.yaml: the configuration of one Akamai Identity Cloud application.
 */
export interface ConfigFile {
  version: Version;
  extends?: Extends;
  application?: Application;
  credentials?: Credentials;
  auth?: Authentication;
  unmentioned?: UnmentionedKeys;
  writes?: Writes;
  baseline?: Baseline;
  settings?: Settings;
  custom?: CustomSettings;
  absent?: Absent;
  clients?: APIClients;
  ignore?: Ignore;
  sensitive?: Sensitive;
  public?: Public;
  drop?: Drop;
  expected?: Expected;
  accept?: Accept;
  guards?: Guards;
  allow?: Allow;
}
/**
 * The Identity Cloud application that this file configures.
 */
interface Application {
  id?: ApplicationId;
  region?: Region;
  configUrl?: ConfigurationAPI;
  captureUrl?: RegistrationDomain;
}
/**
 * Names of the environment variables that hold the credentials of the API client that capstan uses.
 */
interface Credentials {
  clientId?: VariableOfTheClientId;
  clientSecret?: VariableOfTheClientSecret;
}
/**
 * Standard settings by name. A key left out is never touched.
 */
interface Settings {
  [k: string]: Value;
}
/**
 * Custom settings by name. A key left out is never touched.
 */
interface CustomSettings {
  [k: string]: Value;
}
/**
 * Tombstones: keys that must not exist.
 */
interface Absent {
  settings?: AbsentSettings;
  custom?: AbsentCustomSettings;
}
/**
 * API clients by an alias of your own, the same in every environment. Clients left out are not managed.
 */
interface APIClients {
  [k: string]: APIClient;
}
/**
 * One API client, named by id or found by its name.
 */
interface APIClient {
  id?: ClientId;
  find?: Find;
  unmentioned?: UnmentionedKeys;
  features?: Features;
  settings?: Settings;
  custom?: CustomSettings;
  absent?: Absent;
}
/**
 * Finds the client by its name, instead of id. Exactly one client must match.
 */
interface Find {
  name: Name;
}
/**
 * One live value that may differ from the file until a day.
 */
interface AcceptedDrift {
  target: Target1;
  live: Value1;
  until: Until1;
  reason: Reason1;
}
/**
 * Limits of the guards.
 */
interface Guards {
  removals?: Removals;
  updates?: Updates;
  minimumOwners?: MinimumOfOwners;
}
/**
 * How many keys of one scope a plan may remove. Default: 10, and 20 percent of a section.
 */
interface Removals {
  max?: Number;
  percent?: Percentage;
}
/**
 * How many keys of one scope a plan may change. Default: 50, and 50 percent of a section.
 */
interface Updates {
  max?: Number;
  percent?: Percentage;
}
/**
 * Lets one guard pass for one target until a day.
 */
interface Override {
  guard: Guard;
  target: Target2;
  live?: Value2;
  until: Until2;
  reason: Reason2;
}
