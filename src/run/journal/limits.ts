/** No larger journal is written or read: a reader holds it in memory. */
export const maxJournalBytes = 256 * 1024 * 1024;

/** The start record is parsed before it is verified. */
export const maxStartBytes = 8 * 1024 * 1024;

/** Enough for every record without sealed values. */
export const maxPlainRecordBytes = 4 * 1024;
