/** What a journal needs of a disk. Everything here throws what the system throws; nothing is caught halfway. */
export interface Disk {
  /** Makes a folder and those above it that are missing, for the owner alone. Resolves to what is at the path now. */
  makeFolder(path: string): Promise<'made' | 'folder' | 'link' | 'something-else'>;
  /** A new file that only the owner may read. Never follows a link, never opens what is there already. */
  createFile(path: string): Promise<DiskFile>;
  /** Whether the name is taken, by whatever. */
  exists(path: string): Promise<boolean>;
  rename(from: string, to: string): Promise<void>;
  /** Resolves when the names in a folder would survive a loss of power. */
  syncFolder(path: string): Promise<void>;
}

export interface DiskFile {
  /** Writes at the end. Resolves to the number of bytes that were taken, which may be fewer than were given. */
  write(bytes: Uint8Array): Promise<number>;
  /** Resolves when what was written would survive a loss of power. */
  sync(): Promise<void>;
  close(): Promise<void>;
}
