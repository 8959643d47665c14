"""Copies the database of PCCS while PCCS uses it: backup.py DATABASE FOLDER KEEP.

The copy is a consistent one (the backup API of SQLite), is checked, and gets its name only then. Of the copies the
newest KEEP stay. When none can be made that is to be relied on, the earlier ones stay as they are, and it ends with 1.
"""

import datetime
import os
import re
import sqlite3
import sys
import time
from contextlib import closing
from urllib.parse import quote

NAME = re.compile(r'pckcache-[0-9]{8}T[0-9]{6}Z\.db')
PARTIAL = '.pckcache.partial'
# What SQLite may leave beside a file.
SUFFIXES = ('', '-journal', '-wal', '-shm')
# Seconds for PCCS to finish what it writes.
PATIENCE = 60


class Refused(Exception):
    """The copy is not one to rely on."""


def read_only(path):
    """Opens a database without ever making or changing it."""
    connection = sqlite3.connect('file:%s?mode=ro' % quote(path), uri=True, timeout=PATIENCE)
    try:
        connection.execute('SELECT count(*) FROM sqlite_master').fetchone()
    except sqlite3.Error as error:
        connection.close()
        raise Refused('%s cannot be read: %s' % (path, error)) from error
    return connection


def copy(source, path):
    """All pages in one step, under one lock; it is tried again while PCCS writes."""
    end = time.monotonic() + PATIENCE

    def progress(_status, remaining, _total):
        if remaining and time.monotonic() > end:
            raise Refused('PCCS has been writing for %d seconds' % PATIENCE)

    try:
        with closing(sqlite3.connect(path)) as target:
            source.backup(target, pages=-1, progress=progress, sleep=0.25)
            # A copy of a database in WAL mode would need two more files.
            target.execute('PRAGMA journal_mode = DELETE')
    except sqlite3.Error as error:
        raise Refused('%s cannot be written: %s' % (path, error)) from error


def check(path):
    """Whether every page of the copy can be read, and it is not one of an empty database."""
    with closing(read_only(path)) as database:
        try:
            found = [row[0] for row in database.execute('PRAGMA integrity_check(5)')]
        except sqlite3.Error as error:
            found = [error]
        if found != ['ok']:
            raise Refused('the copy is damaged, and so the database may be: ' + '; '.join(map(str, found)))
        if database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone() == (0,):
            raise Refused('the database holds no table')


def write_through(path):
    """To the disk: a name must not outlive what it stands for."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_partial(folder):
    for suffix in SUFFIXES:
        try:
            os.remove(os.path.join(folder, PARTIAL + suffix))
        except FileNotFoundError:
            pass


def remove_old(folder, keep):
    """The names sort by time."""
    copies = sorted((name for name in os.listdir(folder) if NAME.fullmatch(name)), reverse=True)
    for name in copies[keep:]:
        os.remove(os.path.join(folder, name))
    return len(copies[:keep])


def backup(database, folder, keep):
    """Makes one copy; returns its name and how many there are."""
    now = datetime.datetime.now(datetime.timezone.utc)
    name = now.strftime('pckcache-%Y%m%dT%H%M%SZ.db')
    partial = os.path.join(folder, PARTIAL)
    remove_partial(folder)
    try:
        with closing(read_only(database)) as source:
            copy(source, partial)
        check(partial)
        write_through(partial)
        os.rename(partial, os.path.join(folder, name))
    finally:
        remove_partial(folder)
    write_through(folder)
    return name, remove_old(folder, keep)


def main(arguments):
    if len(arguments) != 3 or not re.fullmatch('[1-9][0-9]{0,3}', arguments[2]):
        print('usage: backup.py DATABASE FOLDER KEEP', file=sys.stderr)
        return 2
    database, folder, keep = arguments[0], arguments[1], int(arguments[2])
    os.umask(0o027)
    try:
        name, count = backup(database, folder, keep)
    except (OSError, sqlite3.Error, Refused) as error:
        print('no copy was made: %s' % error, file=sys.stderr)
        return 1
    print('%s: %d bytes; copies: %d' % (name, os.path.getsize(os.path.join(folder, name)), count))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
