"""certify: judge Ising configurations that any program made."""

import argparse
import hashlib
import logging
import sys
from pathlib import Path

from rgflow.certify.certificate import EXIT_CODES
from rgflow.certify.judge import certify_series
from rgflow.certify.reading import read_configurations
from rgflow.certify.record import table, to_json
from rgflow.certify.series import measure
from rgflow.errors import ParameterError, RgflowError
from rgflow.stages import options as opt
from rgflow.store import whole_file

log = logging.getLogger("rgflow")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the verb."""
    parser.add_argument(
        "file", type=Path, metavar="FILE",
        help=".npy, .npz, .csv, HDF5 or NetCDF; (n, L, L), (n, L*L) or (chains, n, L, L), in "
        "the order in which they were made; +-1, or 0 and 1",
    )  # fmt: skip
    parser.add_argument(
        "-T", "--temperature", type=opt.temperature, metavar="T",
        help='in J/k_B, or "Tc"; without it, what the file says, or what fits its energy',
    )  # fmt: skip
    parser.add_argument(
        "--chains", type=int, metavar="N",
        help="the file holds N chains of equal length, one after another",
    )  # fmt: skip
    parser.add_argument(
        "--output", type=Path, metavar="FOLDER",
        help="folder for the page, index.html, and its numbers, certificate.json",
    )  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Print the verdict, write page and numbers, and leave with its exit code.

    0 is right, 1 wrong; 2 is a file that cannot be judged.
    """
    try:
        code = _certify(options)
    except RgflowError as error:
        log.error("rgflow certify: %s", error)
        code = EXIT_CODES["cannot be judged"]
    if code:
        sys.exit(code)


def _certify(options: argparse.Namespace) -> int:
    path: Path = options.file
    if options.temperature is not None and options.temperature <= 0:
        raise ParameterError("temperature 0", remedy="give T > 0: at 0 there is nothing to judge")
    read = read_configurations(path, options.chains)
    T = read.temperature if options.temperature is None else options.temperature
    series = measure(read.spins)
    found = certify_series(series, T)
    print(found.sentence)
    print(table(found))
    if options.output is not None:
        from rgflow.certify.page import page  # matplotlib takes as long as the judgement

        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        texts = {
            "certificate.json": to_json(found, path, read, sha256),
            "index.html": page(found, series, path, read, sha256),
        }
        for name, text in texts.items():
            with whole_file(options.output / name) as temporary:
                temporary.write_text(text, encoding="utf-8")
    return found.exit_code
