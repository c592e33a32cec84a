"""The SLURM profile and the command of docs/hpc.md, on a real SLURM of one node with two cores."""

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from checkouts import ROOT, SMOKE, Checkout

from .cluster import Cluster, cluster, missing

PROFILE = ROOT / "profiles/slurm/profile.v9+.yaml"
PATIENCE = 1800.0  # seconds for a run on a busy machine; four minutes on an idle one

pytestmark = [pytest.mark.workflow, pytest.mark.slurm, pytest.mark.xdist_group("smoke")]


@pytest.fixture(scope="module")
def slurm() -> Iterator[Cluster]:
    """A cluster, where SLURM and Snakemake's plugin for it are installed."""
    if missing():
        pytest.skip(f"no SLURM here (apt-get install slurm-wlm munge): {', '.join(missing())}")
    if importlib.util.find_spec("snakemake_executor_plugin_slurm") is None:
        pytest.skip("no snakemake-executor-plugin-slurm here (pip install)")
    with cluster() as running:
        # what docs/hpc.md tells users to do where there is no accounting database
        (running.folder / "bin/sacct").symlink_to(shutil.which("true") or "/bin/true")
        yield running


def documented_command() -> list[str]:
    """Return the command of docs/hpc.md, with what is the user's filled in."""
    text = (ROOT / "docs/hpc.md").read_text()
    found = re.search(r"```\n(snakemake --workflow-profile slurm .*?)\n```", text, flags=re.DOTALL)
    assert found
    mine = {"PARTITION": "other", "ACCOUNT": "someone", "paper.yaml": "smoke.yaml"}
    command = found[1].replace("\\\n", " ")
    for theirs, ours in mine.items():
        assert theirs in command
        command = command.replace(theirs, ours)
    return shlex.split(command)[1:]


class Driver:
    """A Snakemake that submits jobs, in the background."""

    def __init__(self, cluster: Cluster, folder: Path, *arguments: str) -> None:
        # the file tells how far it is; asking SLURM and disks more often than usual saves minutes
        self.output = folder / "driver.log"
        hasty = (
            "--slurm-init-seconds-before-status-checks", "3", "--latency-wait", "5",
            "--slurm-keep-successful-logs",
        )  # fmt: skip
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "snakemake", *arguments, *hasty],
                cwd=folder, env={**cluster.environment, "PYTHONPATH": ""},
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def wait_for(self, steps: int) -> None:
        """Wait until so many jobs have finished."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            done = re.findall(r"^(\d+) of \d+ steps", self.output.read_text(), flags=re.MULTILINE)
            if done and int(done[-1]) >= steps:
                return
            time.sleep(0.5)
        pytest.fail(self.output.read_text()[-6000:])

    def kill(self) -> None:
        """Kill it as a crash of its machine would: its jobs run on."""
        self.process.kill()
        self.process.wait()

    def finish(self) -> tuple[int, str]:
        """Wait for its end; return its exit status and all that it printed."""
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()  # which is a failure, and says how far it came
        return self.process.returncode, self.output.read_text()


def test_profile_gives_memory_and_time_to_every_submitted_rule() -> None:
    rules = {}
    for path in (ROOT / "workflow/rules").glob("*.smk"):
        for name, body in re.findall(
            r"^rule (\w+):\n(.*?)(?=^\S|\Z)", path.read_text(), flags=re.MULTILINE | re.DOTALL
        ):
            rules[name] = body
    submitted = {name for name, body in rules.items() if "localrule: True" not in body}
    profile = yaml.safe_load(PROFILE.read_text())
    assert set(profile["set-resources"]) == submitted, "name new rules in profiles/slurm"
    for needs in profile["set-resources"].values():
        assert all(needs[what].endswith(" * attempt") for what in ("mem_mb", "runtime"))
    assert profile["cores"] == 1, "a group would ask for a core for each job, and keep one busy"
    assert set(profile["groups"]) <= submitted
    assert set(profile["groups"].values()) == set(profile["group-components"])


Start = Callable[..., Driver]


@pytest.fixture
def start(slurm: Cluster) -> Iterator[Start]:
    """Start drivers; those that still run at the end are killed."""
    drivers: list[Driver] = []

    def started(folder: Path, *arguments: str) -> Driver:
        drivers.append(Driver(slurm, folder, *arguments))
        return drivers[-1]

    yield started
    for driver in drivers:
        driver.kill()


def test_smoke_run_through_sbatch_outlives_controller_and_driver(
    slurm: Cluster, start: Start, smoke: Checkout, new_checkout: Callable[[], Checkout]
) -> None:
    checkout, command = new_checkout(), documented_command()
    driver = start(checkout.folder, *command)
    driver.wait_for(30)
    slurm.kill_controller()
    time.sleep(12)  # squeue and sbatch give up after 9 seconds
    slurm.start_controller()
    driver.wait_for(90)
    driver.kill()

    status, printed = start(checkout.folder, *command).finish()
    assert status
    assert "--unlock" in printed
    checkout.snakemake("--unlock", *SMOKE)
    status, printed = start(checkout.folder, *command).finish()
    assert status == 0, printed[-6000:]

    ours, theirs = checkout.results(), smoke.results()
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert checkout.would_run(*SMOKE) == {}
    jobs = slurm.finished()
    assert {job["ProcCnt"] for job in jobs} == {"1"}
    assert {job["Partition"] for job in jobs} == {"other"}
    assert {job["Account"] for job in jobs} == {"someone"}
    assert {_memory(job) for job in jobs} >= {"2000M", "8000M", "16000M"}
    assert len(jobs) < 120  # of about 170 jobs that are not the driver's own, twice some of them
    logs = [path.read_text() for path in checkout.folder.rglob(".snakemake/slurm_logs/**/*.log")]
    assert {log.count("Building DAG of jobs...") for log in logs} <= {0, 1}, "a second Snakemake"


def _memory(job: dict[str, str]) -> str:
    """Memory that a finished job had asked for."""
    return re.findall(r"mem=(\w+)", job["Tres"])[0]


def test_job_that_needs_too_much_memory_is_killed_and_gets_more(
    slurm: Cluster, start: Start, tmp_path: Path
) -> None:
    before = len(slurm.finished())
    status, printed = start(
        tmp_path, "--snakefile", f"{ROOT}/tests/slurm/memory.smk",
        "--workflow-profile", str(PROFILE),
    ).finish()  # fmt: skip
    assert status == 0, printed[-6000:]
    assert (tmp_path / "enough.txt").exists()
    assert "Trying to restart job" in printed
    logs = [path.read_text() for path in tmp_path.rglob(".snakemake/slurm_logs/**/*.log")]
    assert any("exceeded memory limit" in log for log in logs)
    states = [(job["JobState"], _memory(job)) for job in slurm.finished()[before:]]
    assert states == [("FAILED", "2000M"), ("COMPLETED", "4000M")]
