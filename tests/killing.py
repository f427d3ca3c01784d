"""A command that kills its own process at a chosen moment, for good."""

# Before or after the n-th time that a draft takes the name of a file of which the environment's PLACES, parted by
# commas, tell a part of the path: of the draft's or of the file's.
KILL_AT = """
import os, pathlib, signal, sys
replace, count = pathlib.Path.replace, 0
def counted(self, target):
    global count
    if not any(place in f'{self} {target}' for place in os.environ['PLACES'].split(',')):
        return replace(self, target)
    count += 1
    if count == int(os.environ['AT']) and os.environ['WHEN'] == 'before':
        os.kill(os.getpid(), signal.SIGKILL)
    done = replace(self, target)
    if count == int(os.environ['AT']):
        os.kill(os.getpid(), signal.SIGKILL)
    return done
pathlib.Path.replace = counted
sys.argv[0] = 'kg'
from kg.cli import main
main()
"""
