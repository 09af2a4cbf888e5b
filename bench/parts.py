# bench/parts.py -- what bench/run measures, one function a part; each gives the lines of a Markdown table
import json
import os
import statistics
import subprocess
import time

from measuring import ROOT, SEED, Session, interleave, measure, ratios, seconds


def server_file(name):
    """A file that the server may write and read: the socket's folder belongs to its user."""
    return os.path.join(os.environ["PGHOST"], name)


def from_empty(session, shape, statement, settled=True):
    """A way: the statement on the empty table. `settled`: after an unmeasured run of the same, so that the write-ahead log
    finds as many segments to write over as this way leaves behind, not as the one before it did."""
    def run():
        if settled:
            shape.empty(session)
            session.ask(statement)
        shape.empty(session)
        return measure(session, statement)
    return run


def pgbench(shape, rows):
    """A way: pgbench makes and commits its accounts, by the client; its WAL is not known."""
    scale = max(rows // 100000, 1)
    command = ["pgbench", "-i", "-q", "-I", "dtgp", "-s", str(scale), "-d", shape.database]

    def run():
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run(["psql", "-Xq", "-d", shape.database, "-c", "CHECKPOINT"], check=True)
        start = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return (time.monotonic() - start) * rows / (scale * 100000), 0
    return run


def ways_of(session, shape, rows):
    """The ways to fill an empty table; datagen's is the first."""
    shape.empty(session)
    session.ask(shape.fill(rows))
    ways = {"datagen": from_empty(session, shape, shape.fill(rows))}
    for name, form in (("COPY CSV", "csv"), ("COPY binary", "binary")):
        file = server_file(f"{shape.name}.{form}")
        session.ask(f"COPY {shape.table} TO '{file}' (FORMAT {form})")
        ways[name] = from_empty(session, shape, f"COPY {shape.table} FROM '{file}' (FORMAT {form})")
    ways["INSERT … SELECT"] = from_empty(session, shape, shape.hand(rows))
    if "good rows" in shape.also:
        session.ask(f"DROP TABLE IF EXISTS good; CREATE TABLE good AS TABLE {shape.table}; ANALYZE good")
        ways["INSERT … SELECT of these rows from a table"] = from_empty(
            session, shape, f"INSERT INTO {shape.table} OVERRIDING SYSTEM VALUE SELECT * FROM good")
    if "pgbench" in shape.also:
        ways["pgbench -i"] = pgbench(shape, rows)
    return ways


def speed(shapes, options):
    """An empty table, by all ways."""
    lines = ["| table | way | seconds | way / datagen: median (least–largest) | WAL, B/row |", "|---|---|---|---|---|"]
    for shape in shapes:
        shape.create()
        with Session(shape.database) as session:
            rounds = interleave(shape.name, ways_of(session, shape, options.rows), options.rounds)
        for way in rounds[0]:
            wal = statistics.median(r[way][1] for r in rounds) / options.rows
            ratio = "" if way == "datagen" else ratios(rounds, way, "datagen")
            lines.append(f"| {shape.title if way == 'datagen' else ''} | {way} | {seconds(rounds, way):.2f} | {ratio} "
                         f"| {f'{wal:.0f}' if wal else ''} |")
    return lines


def appends(shapes, options):
    """As many rows as the table has, with its indexes in place."""
    lines = ["| table | datagen, s | COPY CSV, s | COPY / datagen: median (least–largest) |", "|---|---|---|---|"]
    for shape in (s for s in shapes if "appends" in s.also):
        shape.create()
        file = server_file(f"{shape.name}.append.csv")
        with Session(shape.database) as session:
            def after_base(statement):
                def append(done):
                    shape.empty(session)
                    session.ask(shape.fill(options.rows))
                    return done(statement)

                def run():
                    append(session.ask)  # as in from_empty()
                    return append(lambda wanted: measure(session, wanted))
                return run
            shape.empty(session)
            session.ask(shape.fill(options.rows))
            base = ", ".join(session.ask(f"SELECT DISTINCT quote_literal(xmin) FROM {shape.table}"))
            session.ask(shape.fill(options.rows))
            session.ask(f"COPY (SELECT * FROM {shape.table} WHERE xmin NOT IN ({base})) TO '{file}' (FORMAT csv)")
            rounds = interleave(shape.name + ", appending", {
                "datagen": after_base(shape.fill(options.rows)),
                "COPY CSV": after_base(f"COPY {shape.table} FROM '{file}' (FORMAT csv)")}, options.rounds)
        lines.append(f"| {shape.title} | {seconds(rounds, 'datagen'):.2f} | {seconds(rounds, 'COPY CSV'):.2f} "
                     f"| {ratios(rounds, 'COPY CSV', 'datagen')} |")
    return lines


def planning(shapes, options):
    """What a fill costs before its second row, the solver's look at the constraints included, where there are no CHECKs."""
    lines = ["| table | fill of 1 row, s | fill of N rows, s | share |", "|---|---|---|---|"]
    for shape in (s for s in shapes if "planning" in s.also):
        shape.create()
        with Session(shape.database) as session:
            rounds = interleave(shape.name + ", planning", {
                "one": from_empty(session, shape, shape.fill(1)),
                "all": from_empty(session, shape, shape.fill(options.rows))}, max(options.rounds, 5))
        share = statistics.median(r["one"][0] / r["all"][0] for r in rounds)
        lines.append(f"| {shape.title} | {seconds(rounds, 'one'):.4f} | {seconds(rounds, 'all'):.2f} | {100 * share:.2f} % |")
    return lines


def growth(shape, rows):
    """MB by which a new backend grows over one fill at most, after a small one that fills its caches."""
    with Session(shape.database) as session:
        shape.empty(session)
        session.ask(shape.fill(100))
        shape.empty(session)
        before = session.resident()
        return (session.largest_while(shape.fill(rows)) - before) / 1024


def scale(shapes, options):
    """Time per row and memory for N and 8 N rows."""
    lines = ["| table | N rows, µs/row | 8 N rows, µs/row | 8 N / N: median (least–largest) | N rows, MB | 8 N rows, MB |",
             "|---|---|---|---|---|---|"]
    small, large = options.rows, 8 * options.rows
    for shape in (s for s in shapes if "scale" in s.also):
        shape.create()
        with Session(shape.database) as session:
            def per_row(rows):
                run = from_empty(session, shape, shape.fill(rows), settled=False)
                return lambda: (run()[0] / rows * 1e6,)
            rounds = interleave(shape.name, {"N": per_row(small), "8 N": per_row(large)}, options.rounds, "µs/row")
        lines.append(f"| {shape.title} | {seconds(rounds, 'N'):.2f} | {seconds(rounds, '8 N'):.2f} | {ratios(rounds, '8 N', 'N')} "
                     f"| {growth(shape, small):.1f} | {growth(shape, large):.1f} |")
    return lines


def install_faker(folder):
    """@faker-js/faker in the version that the data pack is made with."""
    version = json.loads((ROOT / "data" / "package.json").read_text())["dependencies"]["@faker-js/faker"]
    subprocess.run(["npm", "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts",
                    f"@faker-js/faker@{version}"], check=True, stdout=subprocess.DEVNULL)
    return version


def faker(shapes, options):
    """A program that makes the rows with @faker-js/faker and pipes them into COPY."""
    lines = ["| table | datagen, s | @faker-js/faker | COPY, s | faker / datagen: median (least–largest) |",
             "|---|---|---|---|"]
    lines = [line.replace("@faker-js/faker | COPY", "@faker-js/faker into COPY") for line in lines]
    version = install_faker(options.scratch)
    script = os.path.join(options.scratch, "faker_rows.mjs")
    with open(script, "w") as file:  # beside its packages, where node looks for them
        file.write((ROOT / "bench" / "faker_rows.mjs").read_text())
    for shape in (s for s in shapes if "faker" in s.also):
        shape.create()
        with Session(shape.database) as session:
            def program():
                shape.empty(session)
                session.ask("CHECKPOINT")
                start = time.monotonic()
                rows = subprocess.Popen(["node", script, str(options.rows), str(SEED)], stdout=subprocess.PIPE)
                columns = shape.insert[shape.insert.index("("):shape.insert.index(")") + 1]
                subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", shape.database, "-c",
                                f"COPY {shape.table} {columns} FROM STDIN (FORMAT csv)"], stdin=rows.stdout, check=True)
                if rows.wait() != 0:
                    raise SystemExit("bench: node failed")
                return (time.monotonic() - start,)
            rounds = interleave(shape.name + f", faker {version}", {
                "datagen": from_empty(session, shape, shape.fill(options.rows), settled=False), "faker": program}, options.rounds)
        lines.append(f"| {shape.title} | {seconds(rounds, 'datagen'):.2f} | {seconds(rounds, 'faker'):.2f} "
                     f"| {ratios(rounds, 'faker', 'datagen')} |")
    return lines


def workers(shapes, options):
    """datagen.load with one worker and with two."""
    lines = ["| table | 1 worker, s | 2 workers, s | one / two: median (least–largest) | rows |", "|---|---|---|---|---|"]
    for shape in (s for s in shapes if "workers" in s.also):
        shape.create()
        sums = set()
        with Session(shape.database) as session:
            def with_workers(count):
                run = from_empty(session, shape, shape.load(options.rows, count))

                def counted():
                    result = run()
                    sums.update(session.ask(f"SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)) FROM {shape.table} t"))
                    return result
                return counted
            rounds = interleave(shape.name + ", load", {"1": with_workers(1), "2": with_workers(2)}, options.rounds)
        lines.append(f"| {shape.title} | {seconds(rounds, '1'):.2f} | {seconds(rounds, '2'):.2f} | {ratios(rounds, '1', '2')} "
                     f"| {'the same' if len(sums) == 1 else 'DIFFERENT'} |")
    return lines


def rules(shapes, options):
    """An empty table without rules, and with the shape's sets of rules."""
    lines = ["| table | rules | seconds | with rules / without: median (least–largest) |", "|---|---|---|---|"]
    for shape in (s for s in shapes if s.rules):
        shape.create()
        with Session(shape.database) as session:
            ways = {"none": from_empty(session, shape, shape.fill(options.rows))}
            for title, expressions in shape.rules.items():
                ways[title] = from_empty(session, shape, shape.fill(options.rows, expressions))
            rounds = interleave(shape.name + ", rules", ways, options.rounds)
        for way in rounds[0]:
            ratio = "" if way == "none" else ratios(rounds, way, "none")
            lines.append(f"| {shape.title if way == 'none' else ''} | {way} | {seconds(rounds, way):.2f} | {ratio} |")
    return lines


PARTS = {part.__name__: part for part in (speed, planning, appends, scale, faker, workers, rules)}
USUAL = ("speed", "planning")
