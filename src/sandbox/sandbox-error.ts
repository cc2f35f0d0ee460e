/** A reason why the sandbox cannot start, for the person who starts it, with the exit code of the command. */
export class SandboxError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SandboxError';
    this.exitCode = exitCode;
  }
}
