/** How a client is connected. */
export interface Settings {
  /** The most commands that it may have with the server at once; undefined for its own default. */
  readonly window?: number | undefined;
}

/**
 * One QMP client in the bench. To measure a client of your own, write a module that exports `adapter`, and run
 * `npm run bench -- --peer ./my-adapter.ts`. Every client runs in a process of its own.
 */
export interface Adapter<Client = unknown> {
  readonly name: string;
  /** Connects to the unix socket at `path`; resolves when capabilities are negotiated. */
  connect(path: string, settings: Settings): Promise<Client>;
  /** Resolves with what the command returned. */
  execute(client: Client, command: string, args?: object): Promise<unknown>;
  /** Calls `listener` with the data of each event of this name. */
  onEvent(client: Client, event: string, listener: (data: unknown) => void): void;
  close(client: Client): Promise<unknown> | void;
}
