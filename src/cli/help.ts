/** What `qmp-watchdog --help` prints. */
export const HELP: string = `Usage: qmp-watchdog <command>

Commands:
  explain     tell in plain words what a supervisor's journal says
  generate    write TypeScript types of a QEMU's commands and events
  status      tell how the VMs are, or by an exit code how one is

qmp-watchdog <command> --help tells more.`;

/** What `qmp-watchdog generate --help` prints. */
export const GENERATE_HELP: string = `Usage: qmp-watchdog generate --out FOLDER [--socket PATH | --schema FILE | TREE...] [--agent]

Writes TypeScript types of QAPI commands and events into FOLDER: one file a QAPI module, and an index.ts.

Of what:
  TREE...         source trees of QEMU, or their qapi folders: one of each version, merged into one set
  --socket PATH   the QEMU whose QMP monitor listens at this unix socket
  --schema FILE   a recorded reply to query-qmp-schema, as JSON
  (none of them)  all versions of QEMU that this package knows

Options:
  --out FOLDER    where to write; generated files there that are no longer needed are removed
  --agent         the guest agent's commands instead of QMP's; not with --socket or --schema
  --help          print this

A running QEMU does not tell the names of its types, nor the width of integers: both are taken from the versions
that this package knows where a type has the same place and shape. Otherwise the place makes the name (query-block
returns QueryBlockReturn), and integers are number | bigint.

Exit codes: 0 done, 1 failed, 2 wrong usage.`;

/** What `qmp-watchdog explain --help` prints. */
export const EXPLAIN_HELP: string = `Usage: qmp-watchdog explain FILE [ID]

Tells in plain words what the journal of a supervisor says: what was seen, what the evidence said, what was done, how
it was verified, and how long each took.

  FILE    the journal; the older files that were kept beside it are read first
  ID      one incident, such as i17: only what belongs to it, with the time since it began

Options:
  --help  print this

Exit codes: 0 done, 1 the journal can not be read or has no such incident, 2 wrong usage.`;

/** What `qmp-watchdog status --help` prints. */
export const STATUS_HELP: string = `Usage: qmp-watchdog status [NAME] [--socket PATH | --url URL] [--token-file FILE] [--json] [--timeout MS]

Asks the supervisors that serve their status (serveStatus) how their VMs are: one VM a line. With NAME, of that VM only,
and the exit code says how it is.

Options:
  --socket PATH      the unix socket where the status is served. Default: status.sock in the folder of this user that
                     lasts until the host reboots, for root /run/qmp-watchdog/status.sock
  --url URL          where it is served on a port, such as http://localhost:9465
  --token-file FILE  a file that holds the token, where one is needed
  --json             print JSON: with NAME, {"verdict", "code", "reason", "vm"}, else the whole status
  --timeout MS       how long it may take to answer, in milliseconds. Default 5000
  --help             print this

Exit codes with NAME, which are OCF's where OCF has one:
  0    running: QEMU is there and answers; what it prints says "paused" where the virtual CPUs do not run
  1    unknown: nobody answers, no such VM is supervised there, or what is known is stale; or QEMU does not answer.
       It may run: unknown is not dead
  2    wrong usage
  4    not permitted: to connect, to read the token, or by that token
  6    wrong configuration: FILE holds no token
  7    not running: its process is known to have ended
  150  failover-safe: nothing here writes to its disks any more, and a proof (L2) stands that says so
  151  failover-safe, and the proof has been used: it may run elsewhere
Never 5, which Pacemaker takes for "not running" when it probes.
Exit codes without NAME: 0 done, else 1, 2, 4 and 6 as above.`;
