/*
 * A synthetic QMP server that does as little as a server can, so that the client is what is measured.
 * It parses no JSON: it looks for the command's name and copies the id. server.ts is the same in JavaScript.
 *
 *   server SOCKET GREETING STATUS EVENT SCHEMA     (four files with what to say, made by fixtures.ts)
 *
 * Any command is answered with {"return": {}, "id": …}, except
 *   query-status       the status
 *   query-qmp-schema   the schema
 *   x-flood            {"n": …}: n events, then the answer
 *   x-react            after 500 µs an event; when it has caused a `stop`, the answer says after how many nanoseconds
 *                      that had been read, or -1 when it did not come
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { INPUT = 65536, OUTPUT = 65536, PAUSE_NS = 500000, PATIENCE_MS = 1000 };

struct text { char *bytes; size_t length; };

/* What a connection has sent and not ended with a newline. */
struct peer { int fd; size_t have; int gone; char *kept; };

static struct text greeting, status, event, schema, block;
static int block_events;

static char output[OUTPUT];
static size_t output_length;

/* While an event waits for its `stop`. */
static int reacting;
static long long stopped_at;

static void fail(const char *what) { perror(what); exit(1); }

static struct text load(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) fail(path);
    fseek(file, 0, SEEK_END);
    struct text text = { NULL, (size_t) ftell(file) };
    rewind(file);
    text.bytes = malloc(text.length + 1);
    if (!text.bytes || fread(text.bytes, 1, text.length, file) != text.length) fail(path);
    text.bytes[text.length] = 0;
    fclose(file);
    return text;
}

static long long now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void write_all(struct peer *peer, const char *bytes, size_t length) {
    while (length > 0 && !peer->gone) {
        ssize_t written = write(peer->fd, bytes, length);
        if (written < 0) {
            if (errno == EINTR) continue;
            peer->gone = 1;
            return;
        }
        bytes += written;
        length -= (size_t) written;
    }
}

static void flush(struct peer *peer) {
    write_all(peer, output, output_length);
    output_length = 0;
}

static void put(struct peer *peer, const char *bytes, size_t length) {
    if (length > OUTPUT) {
        flush(peer);
        write_all(peer, bytes, length);
        return;
    }
    if (output_length + length > OUTPUT) flush(peer);
    memcpy(output + output_length, bytes, length);
    output_length += length;
}

static void answer(struct peer *peer, const char *value, size_t length, const char *id, size_t id_length) {
    put(peer, "{\"return\": ", 11);
    put(peer, value, length);
    if (id_length > 0) {
        put(peer, ", \"id\": ", 8);
        put(peer, id, id_length);
    }
    put(peer, "}\r\n", 3);
}

/* The value after `key` (with its quotes) in a line. */
static const char *value_of(const char *line, size_t length, const char *key, size_t key_length) {
    const char *found = memmem(line, length, key, key_length);
    if (!found) return NULL;
    found += key_length;
    while (*found == ' ' || *found == ':') found++;
    return found;
}

#define VALUE_OF(line, length, key) value_of(line, length, key, sizeof(key) - 1)
#define IS(name, word) (memcmp(name, "\"" word "\"", sizeof(word) + 1) == 0)

static void serve(struct peer *peer, const char *line, size_t length);

/* Answers what comes in: reads once. Returns 0 when the peer is gone. */
static int receive(struct peer *peer) {
    static char input[INPUT + 1];
    if (peer->have > 0) memcpy(input, peer->kept, peer->have);
    ssize_t got = read(peer->fd, input + peer->have, INPUT - peer->have);
    if (got <= 0) return 0;
    if (reacting) stopped_at = now_ns();
    size_t length = peer->have + (size_t) got;
    input[length] = 0;
    char copy[INPUT + 1];
    char *bytes = input;
    if (memmem(input, length, "\"x-", 3)) {
        /* x-react reads further while it is served. */
        memcpy(copy, input, length + 1);
        bytes = copy;
    }
    peer->have = 0;
    size_t start = 0;
    for (;;) {
        char *end = memchr(bytes + start, '\n', length - start);
        if (!end) break;
        serve(peer, bytes + start, (size_t) (end - (bytes + start)));
        start = (size_t) (end - bytes) + 1;
    }
    if (start < length) {
        peer->have = length - start;
        if (peer->have >= INPUT) return 0;
        if (!peer->kept) peer->kept = malloc(INPUT);
        if (!peer->kept) fail("malloc");
        memcpy(peer->kept, bytes + start, peer->have);
    }
    flush(peer);
    return !peer->gone;
}

static void flood(struct peer *peer, long n) {
    flush(peer);
    while (n > 0) {
        long events = n < block_events ? n : block_events;
        write_all(peer, block.bytes, (size_t) events * event.length);
        n -= events;
    }
}

static void react(struct peer *peer, const char *id, size_t id_length) {
    char kept_id[256], took[32];
    if (id_length > sizeof kept_id) fail("react");
    memcpy(kept_id, id, id_length);
    flush(peer);
    struct timespec pause = { 0, PAUSE_NS };
    nanosleep(&pause, NULL);
    reacting = 1;
    long long began = now_ns();
    write_all(peer, event.bytes, event.length);
    struct pollfd poll_for = { peer->fd, POLLIN, 0 };
    while (reacting && !peer->gone) {
        int ready = poll(&poll_for, 1, PATIENCE_MS);
        if (ready == 0) break;
        if (ready > 0 && !receive(peer)) peer->gone = 1;
    }
    int length = sprintf(took, "%lld", reacting ? -1LL : stopped_at - began);
    reacting = 0;
    answer(peer, took, (size_t) length, kept_id, id_length);
}

static void serve(struct peer *peer, const char *line, size_t length) {
    const char *name = VALUE_OF(line, length, "\"execute\"");
    if (!name) name = VALUE_OF(line, length, "\"exec-oob\"");
    if (!name) return;
    const char *id = VALUE_OF(line, length, "\"id\"");
    size_t id_length = 0;
    if (id) {
        if (*id == '"') {
            const char *quote = strchr(id + 1, '"');
            id_length = quote ? (size_t) (quote + 1 - id) : 0;
        } else id_length = strcspn(id, ",} \r\n");
    }
    if (IS(name, "stop")) {
        reacting = 0;
        answer(peer, "{}", 2, id, id_length);
    } else if (IS(name, "query-status")) answer(peer, status.bytes, status.length, id, id_length);
    else if (IS(name, "query-qmp-schema")) answer(peer, schema.bytes, schema.length, id, id_length);
    else if (IS(name, "x-react")) react(peer, id, id_length);
    else if (IS(name, "x-flood")) {
        const char *n = VALUE_OF(line, length, "\"n\"");
        flood(peer, n ? atol(n) : 1);
        answer(peer, "{}", 2, id, id_length);
    } else answer(peer, "{}", 2, id, id_length);
}

/* Many events in one write. */
static void make_block(void) {
    block_events = (int) (1048576 / event.length);
    block.length = (size_t) block_events * event.length;
    block.bytes = malloc(block.length);
    if (!block.bytes) fail("malloc");
    for (int i = 0; i < block_events; i++) memcpy(block.bytes + (size_t) i * event.length, event.bytes, event.length);
}

int main(int count, char **arguments) {
    if (count != 6) return 2;
    greeting = load(arguments[2]);
    status = load(arguments[3]);
    event = load(arguments[4]);
    schema = load(arguments[5]);
    make_block();
    signal(SIGPIPE, SIG_IGN);
    struct rlimit files = { 65536, 65536 };
    if (setrlimit(RLIMIT_NOFILE, &files) < 0 && getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }

    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (strlen(arguments[1]) >= sizeof address.sun_path) fail("the path of the socket is too long");
    strcpy(address.sun_path, arguments[1]);
    if (bind(listener, (struct sockaddr *) &address, sizeof address) < 0) fail("bind");
    if (listen(listener, 1024) < 0) fail("listen");
    int epoll = epoll_create1(0);
    struct epoll_event interest = { .events = EPOLLIN, .data.ptr = NULL };
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &interest);
    /* Its parent holds the other end of the standard input: when that ends, so does the server. */
    struct epoll_event parent = { .events = EPOLLIN | EPOLLHUP, .data.ptr = &greeting };
    epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &parent);
    puts("ready");
    fflush(stdout);

    for (;;) {
        struct epoll_event ready[64];
        int many = epoll_wait(epoll, ready, 64, -1);
        for (int i = 0; i < many; i++) {
            if (ready[i].data.ptr == &greeting) return 0;
            struct peer *peer = ready[i].data.ptr;
            if (!peer) {
                int fd = accept(listener, NULL, NULL);
                if (fd < 0) continue;
                peer = calloc(1, sizeof *peer);
                if (!peer) fail("calloc");
                peer->fd = fd;
                struct epoll_event of_peer = { .events = EPOLLIN, .data.ptr = peer };
                epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &of_peer);
                write_all(peer, greeting.bytes, greeting.length);
            } else if (!receive(peer)) {
                output_length = 0;
                close(peer->fd);
                free(peer->kept);
                free(peer);
            }
        }
    }
}
