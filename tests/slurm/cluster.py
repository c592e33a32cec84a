"""A real SLURM of one node on this machine, for as long as a test needs it.

Everything lives in one folder of its own: configuration, key, sockets, spool, logs. Nothing is
written to /etc or /var, other clusters on the machine are not touched, and root is not needed. By
hand, `python tests/slurm/cluster.py COMMAND ...` runs a command inside such a cluster.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "srun", "squeue", "scontrol")
PATIENCE = 30.0  # seconds that a daemon may take to answer

# SLURM's own words: see `man slurm.conf`
CONFIGURATION = """\
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ReturnToService=2
MpiDefault=none

# the node: cores and memory that it says it has, whatever it has, handed out to jobs
SlurmdParameters=config_overrides
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory={memory} State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=60 State=UP
PartitionName=other Nodes=ALL Default=NO MaxTime=60 State=UP
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerParameters=batch_sched_delay=0

# no cgroups, which containers seldom have: memory is looked at each second, and too much kills
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill
KillWait=2

# no accounting database: squeue alone knows of finished jobs, for MinJobAge seconds, here the usual
# ones. One line of text for each finished job remains.
AccountingStorageType=accounting_storage/none
MinJobAge=300
JobCompType=jobcomp/filetxt
JobCompLoc={folder}/finished_jobs.txt
"""

# The plugin drops all SLURM_* variables before it calls srun inside a job. This srun, found first,
# still knows where the configuration is.
SRUN = """\
#!/bin/sh
SLURM_CONF={configuration} exec {srun} "$@"
"""


def missing() -> list[str]:
    """Return the programs of SLURM that this machine lacks."""
    return [name for name in PROGRAMS if shutil.which(name, path=_path()) is None]


def _path() -> str:
    """Search path with the folders that daemons are installed in."""
    return os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"


def _seconds(moment: str) -> float:
    """Seconds since 1970 of a local time as SLURM writes it."""
    return time.mktime(time.strptime(moment, "%Y-%m-%dT%H:%M:%S"))


def _free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports: list[int] = [opened.getsockname()[1] for opened in sockets]
    for opened in sockets:
        opened.close()
    return ports


class Cluster:
    """Controller, node and authentication as three processes of ours.

    Attributes
    ----------
    folder
        Holds everything. Short, since the path of a Unix socket has at most 107 characters.
    environment
        For commands that talk to the cluster: sbatch, squeue, Snakemake.
    """

    def __init__(self, folder: Path, *, cores: int = 2, memory: int = 64000) -> None:
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        for name in ("state", "spool", "bin"):
            (folder / name).mkdir(parents=True)
        folder.chmod(0o755)
        self._write_key()
        configuration = folder / "slurm.conf"
        controller_port, node_port = _free_ports(2)
        configuration.write_text(
            CONFIGURATION.format(
                host=socket.gethostname().split(".")[0], user=getuser(), folder=folder,
                controller_port=controller_port, node_port=node_port, cores=cores, memory=memory,
            )
        )  # fmt: skip
        srun = folder / "bin/srun"
        srun.write_text(SRUN.format(configuration=configuration, srun=shutil.which("srun")))
        srun.chmod(0o755)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SLURM")},
            "SLURM_CONF": str(configuration),
            "PATH": f"{folder}/bin:{_path()}",
        }

    def _write_key(self) -> None:
        """Make the secret that munge signs with; munge refuses one that others could read."""
        key = self.folder / "munge.key"
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(128))

    def start(self) -> None:
        """Start all three; return when the node takes jobs."""
        self._start(
            "munged", "--foreground", f"--key-file={self.folder}/munge.key",
            f"--socket={self.folder}/munge.socket", f"--pid-file={self.folder}/munged.pid",
            f"--log-file={self.folder}/munged.log", f"--seed-file={self.folder}/munge.seed",
        )  # fmt: skip
        self._wait_for("munge's socket", (self.folder / "munge.socket").exists)
        self.start_controller()
        self._start("slurmd", "-D")
        self._wait_for("an idle node", lambda: "idle" in self.run("sinfo", "-h", "-o", "%t"))

    def start_controller(self) -> None:
        """Start slurmctld, which takes up the state that an earlier one has left."""
        self._start("slurmctld", "-D")
        self._wait_for("the controller", lambda: "is UP" in self.run("scontrol", "ping"))

    def kill_controller(self) -> None:
        """Kill slurmctld as a crash would. Jobs run on, commands get no answer.

        It writes down what it knows within 5 s of any news; the next one knows that only. So the
        kill comes when nothing is left to write.
        """
        self._wait_for("the controller's notes", self._all_is_written_down)
        process = self.processes.pop("slurmctld")
        process.kill()
        process.wait()

    def _all_is_written_down(self) -> bool:
        """Whether the controller's state is newer than the last line of its log, a second ago."""
        news = (self.folder / "slurmctld.log").stat().st_mtime
        state = self.folder / "state/job_state"
        return state.exists() and state.stat().st_mtime >= news < time.time() - 1

    def stop(self) -> None:
        """End jobs and daemons, those last that others talk to."""
        if "slurmctld" in self.processes:
            self.run("scancel", "--user", getuser())
            self._wait_for("the last job's end", lambda: not self.run("squeue", "-h"))
        for name in ("slurmd", "slurmctld", "munged"):
            if name in self.processes:
                process = self.processes.pop(name)
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def run(self, *command: str) -> str:
        """Return what a command prints, whether it fails or not."""
        done = subprocess.run(
            command, env=self.environment, text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.stdout

    def finished(self) -> list[dict[str, str]]:
        """Return what SLURM wrote about finished jobs: JobState, ProcCnt, Tres, Partition, ..."""
        record = self.folder / "finished_jobs.txt"
        lines = record.read_text().splitlines() if record.exists() else []
        return [dict(word.split("=", 1) for word in line.split() if "=" in word) for line in lines]

    def core_seconds(self) -> float:
        """Return the core-seconds that finished jobs have held: what a cluster would charge for."""
        return sum(
            int(job["ProcCnt"]) * (_seconds(job["EndTime"]) - _seconds(job["StartTime"]))
            for job in self.finished()
        )

    def _start(self, program: str, *arguments: str) -> None:
        """Start a daemon in the foreground, as a child of ours."""
        with (self.folder / f"{program}.out").open("ab") as output:
            self.processes[program] = subprocess.Popen(
                [shutil.which(program, path=_path()) or program, *arguments],
                env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            )  # fmt: skip

    def _wait_for(self, what: str, there: Callable[[], bool]) -> None:
        """Wait until a condition holds.

        Raises
        ------
        RuntimeError
            If it does not in time; the message holds the ends of the daemons' logs.
        """
        deadline = time.monotonic() + PATIENCE
        while not there():
            if time.monotonic() > deadline:
                logs = [
                    f"--- {path.name}\n" + path.read_text(errors="replace")[-1000:]
                    for pattern in ("*.log", "*.out")
                    for path in sorted(self.folder.glob(pattern))
                ]
                raise RuntimeError("\n".join([f"waited for {what} in vain", *logs]))
            time.sleep(0.1)


@contextmanager
def cluster(*, cores: int = 2, memory: int = 64000) -> Iterator[Cluster]:
    """Provide a running cluster, stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="slurm-", dir="/tmp"))
    made = Cluster(folder, cores=cores, memory=memory)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    if missing():
        sys.exit("no SLURM here: " + ", ".join(missing()))
    with cluster() as running:
        print("SLURM_CONF=" + running.environment["SLURM_CONF"], flush=True)
        status = subprocess.run(sys.argv[1:] or ["sinfo"], env=running.environment, check=False)
        print(f"core-seconds held by jobs: {running.core_seconds():.0f}")
    sys.exit(status.returncode)
