"""The HTML report: the ledger first, then every figure with its caption, numbers and provenance.

Needs: all figures and the ledger. Makes: report.html, usable offline, and config.yaml beside it, the
complete configuration that the results were made with.
"""


rule effective_config:
    output:
        out("config.yaml"),
    log:
        log_of("config"),
    localrule: True
    conda:
        "../../envs/environment.yaml"
    params:
        text=PLAN.configuration,
    message:
        "keep the complete configuration beside the results"
    shell:
        "printf '%s\\n' {params.text:q} > {output:q} 2> {log:q}"


rule report:
    input:
        figures=rules.figures.input,
        ledger=PLAN.targets["claims"],
        config=out("config.yaml"),
    output:
        out("report.html"),
    log:
        log_of("report"),
    localrule: True
    conda:
        "../../envs/environment.yaml"
    message:
        "the report: {output}"
    shell:
        # a second Snakemake that runs no job: it reads the records of the jobs that have run
        "snakemake figures claims --report {output:q} --nolock"
        ' --snakefile "$RGFLOW_SNAKEFILE"'
        " --configfile {input.config:q} > {log:q} 2>&1"
