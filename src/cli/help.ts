/** What `qmp-watchdog --help` prints. */
export const HELP: string = `Usage: qmp-watchdog <command>

Commands:
  explain     tell in plain words what a supervisor's journal says
  generate    write TypeScript types of a QEMU's commands and events

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
