"""All benchmarks, one after the other: ``python benchmarks/run.py [--quick] [NAME ...]``.

Peers live in benchmarks/.venv, made from benchmarks/requirements.txt when it is missing or older.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.txt"
VENV = HERE / ".venv"
READY = VENV / ".ready"


def install_peers() -> None:
    """Make the environment of the peers unless it is up to date."""
    if READY.exists() and READY.stat().st_mtime >= REQUIREMENTS.stat().st_mtime:
        return
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    pip = [VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS]
    subprocess.run(pip, check=True)
    READY.touch()


def main() -> None:
    """Run the benchmarks named on the command line, or all of them."""
    flags = [word for word in sys.argv[1:] if word.startswith("-")]
    names = [word for word in sys.argv[1:] if not word.startswith("-")]
    install_peers()
    for script in sorted(HERE.glob("*/bench.py")):
        if not names or script.parent.name in names:
            print(f"\n=== {script.parent.name} ===\n", flush=True)
            subprocess.run([sys.executable, script, *flags], check=True)


if __name__ == "__main__":
    main()
