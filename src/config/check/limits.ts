/** The largest file that is read. */
export const maxFileBytes = 4 * 1024 * 1024;
/** How many symbolic links are followed on the way to a file of a commit. */
export const maxLinks = 40;
/** The largest listing of one folder of a commit. */
export const maxListingBytes = 16 * 1024 * 1024;
/** How many files one configuration may consist of. */
export const maxFiles = 100;
/** How deep maps and lists may nest in a file. */
export const maxDepth = 100;
/** How deep the value of one setting may nest. */
export const maxValueDepth = 64;
/** How many tokens a file may have; reading one costs a few microseconds. */
export const maxTokens = 1_000_000;
/** How many values a file may hold once its aliases are followed. */
export const maxNodes = 200_000;
/** How much text a file may hold once its aliases are followed. */
export const maxExpandedCharacters = 16 * 1024 * 1024;
/** How many problems are listed; the rest is counted. */
export const maxProblems = 100;
/** Shorter secrets are not looked for in the texts of a file: they would be found by chance. */
export const minSecretLength = 6;
/** How many names are searched for a similar one. */
export const maxSuggestions = 200;
/** How many targets with a wildcard a list may hold, over all files: each of them is compared with every key. */
export const maxWildcards = 1_000;
