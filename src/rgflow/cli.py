"""Command line: ``python -m rgflow VERB``. Lists the verbs and loads only the one that is asked."""

import argparse
import importlib
import logging
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

from rgflow import __version__
from rgflow.errors import RgflowError
from rgflow.run_record import recorded
from rgflow.start_up import defer_seldom_used

VERBS = {
    "compile-kernels": "compile the sampling and counting kernels once, into the disk cache",
    "sample": "draw Ising configurations of one lattice size and temperature",
    "gather": "put the configurations of several temperatures into one file",
    "exact": "compute the exact values of one lattice size",
    "train-probe": "train the MLP thermometer of one lattice size",
    "train-rbm": "train one layer of a restricted Boltzmann machine",
    "assess-rbm": "measure what a machine learned: likelihood, couplings, where its flow settles",
    "starts": "pick the configurations that flows start from",
    "flow": "pass configurations up and down through a trained machine",
    "coarse-grain": "apply block-spin steps to configurations",
    "measure": "sort configurations into temperature classes and sum their observables",
    "fit": "fit scaling dimensions and the critical temperature",
    "correlate": "compute hidden-visible maps and their pair correlation G(d)",
    "mcrg": "compute the leading eigenvalues of Swendsen's matrix between two block-spin steps",
    "multiverse": "train a machine by one set of open choices and read its flows",
    "read-temperature": "read the temperatures of block-spin lattices or of hidden layers",
    "control": "make the controls, in the formats that other stages read",
    "machines": "write down what each machine is for",
    "figure": "make one figure and its numbers",
    "claims": "judge the claims of the paper",
    "certify": "judge Ising configurations that any program made",
    "doctor": "see whether this machine has what a run needs, and say what to do",
}
"""Each verb is the module of :mod:`rgflow.stages` with the same name."""

log = logging.getLogger("rgflow")


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; return 0, or 1 after one clear message."""
    os.environ["MPLBACKEND"] = "Agg"  # files only, whatever a notebook or a desktop has set
    try:
        options = _parse(sys.argv[1:] if arguments is None else arguments)
    except ImportError as error:
        if str(error.name).startswith("rgflow"):
            raise
        log.error("rgflow: %s\n  remedy: make the environment anew, as README.md says", error)
        return 1
    try:
        with recorded(options.log) if options.log else nullcontext():
            _start_log(options.log)
            return _run(options)
    except OSError as error:  # of the log alone: nothing else gets through
        log.error(
            "rgflow %s: the log file cannot be written: %s\n  remedy: choose another --log",
            options.verb,
            error,
        )
        return 1


def _run(options: argparse.Namespace) -> int:
    """Run the verb and turn whatever stops it into a message and an exit code."""
    try:
        options.run(options)
    except RgflowError as error:
        log.error("rgflow %s: %s", options.verb, error)
        return 1
    except OSError as error:
        log.error(
            "rgflow %s: %s\n  remedy: check space, quota and permissions", options.verb, error
        )
        return 1
    except MemoryError:
        log.error("rgflow %s: not enough memory\n  remedy: fewer samples per job", options.verb)
        return 1
    except KeyboardInterrupt:
        log.error("rgflow %s: interrupted; nothing half-written was kept", options.verb)
        return 130
    except Exception:
        log.exception("rgflow %s: a mistake in rgflow; please report what follows", options.verb)
        return 70
    return 0


def verb_module(verb: str) -> str:
    """Return the module that implements a verb."""
    return f"rgflow.stages.{verb.replace('-', '_')}"


def _parse(arguments: list[str]) -> argparse.Namespace:
    """Return the options; only the module of the verb in `arguments` is imported."""
    parser = _Parser(prog="rgflow", description="Is deep learning a renormalization group flow?")
    parser.add_argument("--version", action="version", version=f"rgflow {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for verb, help_line in VERBS.items():
        sub = verbs.add_parser(
            verb,
            help=help_line,
            description=f"{help_line[0].upper()}{help_line[1:]}.",
            formatter_class=_Help,
        )
        if verb == asked:
            defer_seldom_used()
            module = importlib.import_module(verb_module(verb))
            module.add_options(sub)
            sub.add_argument("--log", type=Path, help="file for the messages, beside the terminal")
            sub.set_defaults(run=module.run)
    return parser.parse_args(arguments)


class _Parser(argparse.ArgumentParser):
    """Refuses a command line in one line, without the list of all options."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and stop with code 2."""
        self.exit(2, f"{self.prog}: {message}; '{self.prog} --help' lists the options\n")


class _Help(argparse.ArgumentDefaultsHelpFormatter):
    """Names the defaults of the options that have one."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        if action.default is None or action.default == [] or action.required:
            return action.help
        return super()._get_help_string(action)


def _start_log(path: Path | None) -> None:
    """Send messages to the terminal and to the log file."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    if path is not None:
        handlers.append(logging.FileHandler(path, encoding="utf-8"))
    logging.basicConfig(format="%(message)s", handlers=handlers, force=True)
    log.setLevel(logging.INFO)  # of rgflow alone: libraries have much to say
