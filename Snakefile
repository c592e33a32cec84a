"""Is deep learning a renormalization group flow? All figures, the ledger and the report."""

from snakemake.utils import min_version

min_version("9.20")


report: "workflow/report/workflow.rst"


include: "workflow/rules/common.smk"
include: "workflow/rules/compile_kernels.smk"
include: "workflow/rules/sample.smk"
include: "workflow/rules/gather.smk"
include: "workflow/rules/exact.smk"
include: "workflow/rules/train_probe.smk"
include: "workflow/rules/train_rbm.smk"
include: "workflow/rules/assess_rbm.smk"
include: "workflow/rules/flow.smk"
include: "workflow/rules/coarse_grain.smk"
include: "workflow/rules/measure.smk"
include: "workflow/rules/fit.smk"
include: "workflow/rules/correlate.smk"
include: "workflow/rules/read_temperature.smk"
include: "workflow/rules/mcrg.smk"
include: "workflow/rules/control.smk"
include: "workflow/rules/multiverse.smk"
include: "workflow/rules/figure.smk"
include: "workflow/rules/targets.smk"
include: "workflow/rules/claims.smk"
include: "workflow/rules/report.smk"
include: "workflow/rules/submitted.smk"


rule all:
    default_target: True
    input:
        rules.figures.input,
        PLAN.targets["claims"],
        rules.report.output,
