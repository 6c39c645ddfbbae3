// The process of many synthetic QEMUs, whose machines change, whose events get lost, and whose connections break.
import { createServer, type Server, type Socket } from 'node:net';
import { assignment, serve } from '../child.js';

/** What it is started with. */
export interface ServerAssignment {
  readonly directory: string;
  readonly vms: number;
}

/** What is true of one machine, and what was done to it. */
export interface Truth {
  readonly status: string;
  readonly ioStatus: string;
  /** Connections cut after its state had been asked for. */
  readonly cuts: number;
  readonly changes: number;
  readonly lostEvents: number;
}

/** `quiet`: nothing more happens from now on. */
export type ServerQuestion = 'begin' | 'quiet';

/** Each machine changes about so often, and its connection breaks about so often: milliseconds. */
const CHANGE_EVERY = 5_000;
const CUT_EVERY = 60_000;
/** Of a hundred events, so many never arrive. */
const LOST = 10;
/** A monitor that was cut off may be away for so long. */
const AWAY = 5_000;
const TICK = 100;

const GREETING =
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "soak"}, "capabilities": ["oob"]}}\r\n';

const RUNNING: readonly string[] = ['running'];

class Machine {
  #status = 'running';
  #ioStatus = 'ok';
  #cuts = 0;
  #changes = 0;
  #lostEvents = 0;
  #socket: Socket | undefined;
  #asked = false;
  #awayUntil = 0;
  readonly #uuid: string;
  readonly server: Server;

  constructor(path: string, number: number) {
    this.#uuid = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    this.server = createServer((socket) => this.#accept(socket)).listen(path);
  }

  get truth(): Truth {
    return {
      status: this.#status,
      ioStatus: this.#ioStatus,
      cuts: this.#cuts,
      changes: this.#changes,
      lostEvents: this.#lostEvents,
    };
  }

  live(): void {
    if (Math.random() < TICK / CHANGE_EVERY) this.#change();
    if (Math.random() < TICK / CUT_EVERY) this.#cut();
  }

  #accept(socket: Socket): void {
    socket.on('error', () => {});
    // One at a time, as QEMU serves them: who comes while another is there waits for nothing here.
    this.#socket?.destroy();
    this.#socket = socket;
    this.#asked = false;
    let rest = '';
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') this.#answer(socket, JSON.parse(line));
    });
    setTimeout(() => socket.write(GREETING), Math.max(this.#awayUntil - performance.now(), 0));
  }

  #answer(socket: Socket, command: { execute?: string; 'exec-oob'?: string; id: string }): void {
    const name = command.execute ?? command['exec-oob'] ?? '';
    if (name === 'query-status') this.#asked = true;
    socket.write(`${JSON.stringify({ return: this.#reply(name), id: command.id })}\r\n`);
  }

  #reply(name: string): unknown {
    switch (name) {
      case 'query-status':
        return { running: RUNNING.includes(this.#status), status: this.#status };
      case 'query-uuid':
        return { UUID: this.#uuid };
      case 'query-block':
        return [
          { device: 'd0', type: 'unknown', removable: false, locked: false, 'io-status': this.#ioStatus },
        ];
      case 'query-jobs':
      case 'query-yank':
        return [];
      default:
        return {};
    }
  }

  #change(): void {
    this.#changes += 1;
    if (this.#status !== 'running') {
      this.#status = 'running';
      this.#ioStatus = 'ok';
      this.#emit('RESUME');
    } else if (Math.random() < 0.5) {
      this.#status = 'paused';
      this.#emit('STOP');
    } else {
      this.#status = 'io-error';
      this.#ioStatus = 'failed';
      this.#emit('BLOCK_IO_ERROR', { device: 'd0', operation: 'write', action: 'stop' });
      this.#emit('STOP');
    }
  }

  #emit(event: string, data?: object): void {
    if (Math.random() * 100 < LOST) {
      this.#lostEvents += 1;
      return;
    }
    const timestamp = { seconds: 1, microseconds: 1 };
    this.#socket?.write(`${JSON.stringify({ event, data, timestamp })}\r\n`);
  }

  #cut(): void {
    if (!this.#asked) return;
    this.#asked = false;
    this.#cuts += 1;
    if (Math.random() < 0.2) this.#awayUntil = performance.now() + Math.random() * AWAY;
    this.#socket?.destroy();
    this.#socket = undefined;
  }
}

const { directory, vms } = assignment<ServerAssignment>();
const machines = Array.from({ length: vms }, (_, number) => new Machine(`${directory}/${number}`, number));
let living: NodeJS.Timeout | undefined;

serve<ServerQuestion, readonly Truth[]>((question) => {
  if (question === 'begin') {
    living = setInterval(() => {
      for (const machine of machines) machine.live();
    }, TICK);
  } else clearInterval(living);
  return machines.map(({ truth }) => truth);
});
