"""The ledger: each claim of the set with our numbers, their errors, the controls and the verdict.

Needs: the files of each role that a claim looks at. Makes: ledger.* as NetCDF, CSV, JSON, Markdown and
one HTML page, the first of the report; and what follows from it in words, with its numbers: findings.md,
and reproducing.md with the command and the files of each claim.
"""


rule claims:
    input:
        **PLAN.products.claim_inputs,
    output:
        multiext(out(paths.LEDGER), ".nc", ".csv", ".json", ".md"),
        out(paths.REPRODUCING),
        out(paths.FINDINGS),
        report(
            out(paths.LEDGER) + ".html",
            caption="../report/claims.rst",
            category="0 Ledger",
            labels={"figure": "Ledger", "shows": "Every claim with its verdict"},
        ),
    log:
        log_of(paths.LEDGER),
    benchmark:
        timing_of(paths.LEDGER)
    priority: 1  # the longest of the last jobs: figures are drawn beside it
    conda:
        "../../envs/environment.yaml"
    params:
        set=CONFIG.claims,
        inputs=PLAN.products.claim_options(),
        name=CONFIG.name,
        figures=list(PLAN.products.figures),
        code=PLAN.code_of_claims,
    message:
        "the ledger of claims"
    shell:
        "python -m rgflow claims"
        " --set {params.set}"
        " {params.inputs}"
        " --name {params.name}"
        " --figures {params.figures}"
        " --output {output:q}"
        " --log {log:q}"


rule docs:
    input:
        findings=out(paths.FINDINGS),
        reproducing=out(paths.REPRODUCING),
        figures=PLAN.pictures("04", "05", "06", "08", "10", "14", "b7"),
    log:
        log_of("claims/docs"),
    localrule: True
    conda:
        "../../envs/environment.yaml"
    params:
        figures=PLAN.figure_folder,
    message:
        "docs/findings.md and docs/reproducing.md from this run"
    shell:
        "mkdir -p docs/figures > {log:q} 2>&1"
        " && cp {input.figures:q} docs/figures/ >> {log:q} 2>&1"
        " && sed 's|[.][.]/figure/|figures/|g' {input.findings:q} > docs/findings.md"
        " && sed 's|[.][.]/figure/|../{params.figures}/|g' {input.reproducing:q}"
        " > docs/reproducing.md"
