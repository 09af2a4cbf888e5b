# test/load/harness.py -- clusters that tests may crash and start again, psql in the foreground and background, TAP lines
import argparse
import importlib.machinery
import importlib.util
import os
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def _with_cluster():
    path = os.path.join(ROOT, "tools", "with_cluster")
    sys.dont_write_bytecode = True
    loader = importlib.machinery.SourceFileLoader("with_cluster", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("with_cluster", loader))
    loader.exec_module(module)
    return module


class Result:
    def __init__(self, process):
        out, err = process.communicate()
        self.status = process.returncode
        self.out = out.strip()
        self.err = err.strip()


class Server:
    """A throw-away cluster; leaving the with block removes it."""

    def __init__(self, install, settings=()):
        options = argparse.Namespace(install=install, fast=True, valgrind=False, settings=list(settings), log=None)
        self.cluster = _with_cluster().Cluster(options)

    def __enter__(self):
        self.cluster.create()
        self.cluster.start()
        return self

    def __exit__(self, kind, *_):
        if kind is not None and kind is not SystemExit:
            self.cluster.print_log("the test failed")
        self.cluster.stop()
        self.cluster.remove()

    @property
    def host(self):
        return self.cluster.home

    def environment(self, user="postgres", database="postgres"):
        return {**os.environ, "PGHOST": self.host, "PGPORT": "5432", "PGUSER": user, "PGDATABASE": database,
                "PATH": self.cluster.bindir + os.pathsep + os.environ["PATH"]}

    def start_sql(self, sql, user="postgres", database="postgres"):
        """psql in the background; statements one by one, as typed."""
        process = subprocess.Popen(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose"],
                                   env=self.environment(user, database), text=True, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write(sql)
        process.stdin.close()
        process.stdin = None
        return process

    def sql(self, sql, user="postgres", database="postgres"):
        return Result(self.start_sql(sql, user, database))

    def get(self, sql, user="postgres", database="postgres"):
        """The output of statements that must succeed."""
        result = self.sql(sql, user, database)
        if result.status != 0:
            raise RuntimeError(f"{sql}\n{result.err}")
        return result.out

    def wait_for(self, query, patience=60):
        """Waits until the query's result is t."""
        deadline = time.monotonic() + patience
        while self.sql(query).out != "t":
            if time.monotonic() > deadline:
                raise RuntimeError("waited in vain for: " + query)
            time.sleep(0.02)

    def wait_until_up(self, patience=60):
        self.wait_for("SELECT true", patience)

    def kill_postmaster(self):
        """kill -9, then starts the server again when the orphaned backends have let go of its shared memory."""
        postmaster = self.cluster.server
        children = set(subprocess.run(["pgrep", "-P", str(postmaster.pid)], text=True, capture_output=True).stdout.split())
        postmaster.send_signal(signal.SIGKILL)
        postmaster.wait()
        deadline = time.monotonic() + 60
        while any(os.path.exists(f"/proc/{pid}") for pid in children):
            if time.monotonic() > deadline:
                raise RuntimeError("backends outlive the postmaster")
            time.sleep(0.02)
        self.cluster.start()


def checksum(table, columns="t::text"):
    return (f"SELECT count(*) || ' ' || coalesce(sum(hashtextextended({columns}, 0)), 0) || ' ' || "
            f"coalesce(sum(hashtextextended({columns}, 1)), 0) FROM {table} t")


class Tap:
    def __init__(self):
        self.number = 0
        self.failed = 0

    def ok(self, condition, what, why=""):
        self.number += 1
        self.failed += not condition
        print(f"{'ok' if condition else 'not ok'} {self.number} - {what}", flush=True)
        if not condition and why:
            print("# " + str(why).replace("\n", "\n# "), flush=True)
        return condition

    def equal(self, have, want, what):
        return self.ok(have == want, what, f"have: {have}\nwant: {want}")

    def error(self, result, sqlstate, what):
        return self.ok(result.status != 0 and f" {sqlstate}: " in result.err.replace("ERROR: ", "ERROR: "), what,
                       f"wanted {sqlstate}, got: {result.err or result.out}")

    def finish(self):
        print(f"1..{self.number}")
        sys.exit(1 if self.failed else 0)


def arguments(description, **more):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--install", default=os.path.join(ROOT, "tmp_install"), metavar="DIR")
    for name, (kind, default, text) in more.items():
        parser.add_argument("--" + name, type=kind, default=default, help=text)
    return parser.parse_args()
