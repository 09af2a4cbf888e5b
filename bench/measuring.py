# bench/measuring.py -- one backend under the clock: statements, write-ahead log, memory; the tables of bench/shapes.sql
import json
import pathlib
import re
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHAPES = ROOT / "bench" / "shapes.sql"
SEED = 42


class Session:
    """One psql on its own backend, fed line by line."""

    def __init__(self, database):
        self.process = subprocess.Popen(
            ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", database], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.pid = int(self.ask("SELECT pg_backend_pid()")[0])

    def ask(self, sql):
        """The lines that the statement prints."""
        self.process.stdin.write(sql + ";\n\\echo :end:\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line == ":end:\n":
                return lines
            lines.append(line.rstrip("\n"))
        sys.exit("bench: " + "\n".join(lines))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def resident(self):
        """RssAnon of the backend in kB. Readable to its owner and to root only."""
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"^RssAnon:\s+(\d+) kB", status, re.MULTILINE).group(1))

    def largest_while(self, sql):
        """The largest RssAnon in kB that is seen while the statement runs."""
        seen = [self.resident()]
        done = threading.Event()

        def watch():
            while not done.wait(0.01):
                seen.append(self.resident())

        watcher = threading.Thread(target=watch)
        watcher.start()
        self.ask(sql)
        done.set()
        watcher.join()
        return max(seen)


class Shape:
    """A table of bench/shapes.sql: `-- shape NAME: title`, `-- also: …`, its DDL, then `-- hand:` and the INSERT with :rows;
    sets of rules, `-- rules: title`, each with lines `-- column = expression`, may come last."""

    def __init__(self, text):
        head, also, body = text.split("\n", 2)
        self.name, self.title = (part.strip() for part in head.split(":", 1))
        self.also = {word.strip() for word in also.removeprefix("-- also:").split(",")}
        body, *sets = body.split("-- rules: ")
        self.rules = {}
        for title, *lines in (text.strip().split("\n") for text in sets):
            self.rules[title] = dict(line.removeprefix("-- ").split(" = ", 1) for line in lines)
        self.ddl, hand = body.split("-- hand:\n")
        self.insert = hand.strip().rstrip(";")
        self.table = re.search(r"INSERT INTO (\w+)", self.insert).group(1)
        self.database = "bench_" + self.name

    def create(self):
        """Makes the table in a database of its own, unless another part has done so."""
        with Session("postgres") as session:
            if session.ask(f"SELECT 1 FROM pg_database WHERE datname = '{self.database}'"):
                return
            session.ask(f"CREATE DATABASE {self.database}")
        with Session(self.database) as session:
            session.ask("CREATE EXTENSION datagen")
            session.ask(self.ddl)

    def hand(self, rows):
        return self.insert.replace(":rows", str(rows))

    def fill(self, rows, rules=None):
        option = f", rules => $rules${json.dumps(rules)}$rules$" if rules else ""
        return f"SELECT inserted FROM datagen.fill('{self.table}', {rows}, seed => {SEED}{option})"

    def load(self, rows, workers):
        return f"CALL datagen.load('{self.table}', {rows}, seed => {SEED}, batch => {max(rows // 20, 1)}, workers => {workers})"

    def empty(self, session):
        session.ask(f"TRUNCATE {self.table} RESTART IDENTITY")


def read_shapes():
    return [Shape(text) for text in re.split(r"^-- shape ", SHAPES.read_text(), flags=re.MULTILINE)[1:]]


def measure(session, statement):
    """(seconds, bytes of WAL) of a statement after a checkpoint."""
    session.ask("CHECKPOINT")
    before = session.ask("SELECT pg_current_wal_insert_lsn()")[0]
    start = time.monotonic()
    session.ask(statement)
    seconds = time.monotonic() - start
    wal = session.ask(f"SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '{before}')")[0]
    return seconds, int(wal)


def interleave(title, ways, rounds, unit="s"):
    """`ways`: name -> a function that gives a tuple beginning with seconds. In each round every way runs once, and the order
    changes from round to round. Returns a list of {name: tuple}."""
    names = list(ways)
    results = []
    for number in range(rounds):
        turn = number % len(names)
        done = {name: ways[name]() for name in names[turn:] + names[:turn]}
        results.append({name: done[name] for name in names})
        print(f"{title} round {number + 1}: " + ", ".join(f"{n} {v[0]:.2f} {unit}" for n, v in results[-1].items()),
              file=sys.stderr, flush=True)
    return results


def seconds(rounds, way):
    return statistics.median(r[way][0] for r in rounds)


def ratios(rounds, way, base):
    """Median, least and largest of way / base within the rounds."""
    values = [r[way][0] / r[base][0] for r in rounds]
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"
