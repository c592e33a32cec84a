"""Where every file of an experiment lies: the only module that spells a path.

Patterns hold Snakemake wildcards in braces; rules use them as they are, Python code fills them in
with ``str.format``. A stage has the same name as its folder.
"""

SAMPLE = "sample/{lattice}/T{T}.nc"
GATHER = "gather/{data}.nc"
EXACT = "exact/{lattice}.nc"
PROBE = "train-probe/{lattice}.nc"
RBM = "train-rbm/{machine}/seed{seed}/layer{layer}.nc"
FIRST_LAYER = RBM.replace("{layer}", "1")
ASSESS = "assess-rbm/{machine}/seed{seed}.nc"
STARTS = "starts/{machine}.nc"
FLOW = "flow/{machine}/seed{seed}/n{length}.nc"
MULTIVERSE = "multiverse/{machine}/{choice}/seed{seed}.nc"
COARSE = "coarse-grain/{transformation}/{lattice}/T{T}/steps{steps}.nc"
MEASURE_FLOW = "measure/flow/{machine}/seed{seed}.nc"
MEASURE_SAMPLES = "measure/samples/{lattice}.nc"
FIT_FLOW = "fit/flow/{machine}/seed{seed}.nc"
FIT_SAMPLES = "fit/samples/{lattice}.nc"
CORRELATE_RG = "correlate/rg/{transformation}/{lattice}/T{T}/{lower}to{upper}.nc"
CORRELATE_RBM = "correlate/rbm/{machine}/seed{seed}/{lower}to{upper}.nc"
CORRELATE_PATTERN = "correlate/pattern/{pattern}.nc"
MCRG_RG = "mcrg/rg/{transformation}/{lattice}/T{T}/{lower}to{upper}.nc"
MCRG_CONTROL = "mcrg/control/{control}/{of}/seed{seed}/T{T}/{lower}to{upper}.nc"
READ_RG = "read-temperature/rg/{transformation}/{lattice}/T{T}.nc"
READ_STACK = "read-temperature/stack/{machine}/seed{seed}/T{T}.nc"
CONTROL_FLOW = "control/flow/{control}/{of}/seed{seed}.nc"
CONTROL_RBM = "control/train-rbm/{control}/{machine}/seed{seed}/layer{layer}.nc"
CONTROL_COARSE = "control/coarse-grain/{control}/{of}/seed{seed}/T{T}/steps{steps}.nc"
MEASURE_CONTROL = "measure/control/{control}/{of}/seed{seed}.nc"
FIT_CONTROL = "fit/control/{control}/{of}/seed{seed}.nc"
CORRELATE_CONTROL = "correlate/control/{control}/{machine}/seed{seed}/{lower}to{upper}.nc"
READ_CONTROL = "read-temperature/control/{control}/{of}/seed{seed}/T{T}.nc"
MACHINES = "machines/machines.nc"
FIGURE = "figure/figure_{figure}"
LEDGER = "claims/{claim_set}/ledger"
REPRODUCING = "claims/{claim_set}/reproducing.md"
FINDINGS = "claims/{claim_set}/findings.md"
FIGURE_SUFFIXES = ("pdf", "svg", "png", "nc", "csv", "rst")
LEDGER_SUFFIXES = ("nc", "csv", "json", "md", "html")


def results(name: str, pattern: str) -> str:
    """Return a pattern under the results folder of the experiment `name`."""
    return f"results/{name}/{pattern}"


def log(name: str, pattern: str) -> str:
    """Return the log file beside a pattern: same tree under ``logs/``, suffix ``.log``."""
    return f"logs/{name}/{pattern.removesuffix('.nc')}.log"


def benchmark(name: str, pattern: str) -> str:
    """Return the table of time and memory that Snakemake writes for a job."""
    return f"logs/{name}/{pattern.removesuffix('.nc')}.tsv"
