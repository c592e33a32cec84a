"""The ledgers: each claim of a set with our numbers, their errors, the controls and the verdict.

Needs: the files of each role that a claim looks at. Makes, per set of claims: ledger.* as NetCDF, CSV,
JSON, Markdown and one HTML page, the first of the report; and what follows from it in words, with its
numbers: findings.md, and reproducing.md with the command and the files of each claim. The target
`claims` makes the ledgers of all sets.
"""


rule ledger:
    input:
        unpack(lambda wildcards: PLAN.products.claim_inputs[wildcards.claim_set]),
    output:
        multiext(out(paths.LEDGER), ".nc", ".csv", ".json", ".md"),
        out(paths.REPRODUCING),
        out(paths.FINDINGS),
        report(
            out(paths.LEDGER) + ".html",
            caption="../report/claims.rst",
            category="0 Ledger",
            labels={"figure": "Ledger", "shows": "Every claim of {claim_set}"},
        ),
    log:
        log_of(paths.LEDGER),
    benchmark:
        timing_of(paths.LEDGER)
    priority: 1  # the longest of the last jobs: figures are drawn beside it
    conda:
        "../../envs/environment.yaml"
    params:
        inputs=lambda wildcards: PLAN.products.claim_options(wildcards.claim_set),
        name=CONFIG.name,
        figures=list(PLAN.products.figures),
        code=lambda wildcards: PLAN.code_of_claims(wildcards.claim_set),
    message:
        "the ledger of the claims {wildcards.claim_set}"
    shell:
        "python -m rgflow claims"
        " --set {wildcards.claim_set}"
        " {params.inputs}"
        " --name {params.name}"
        " --figures {params.figures}"
        " --output {output:q}"
        " --log {log:q}"


rule docs:
    input:
        findings=made(paths.FINDINGS, claim_set=list(CONFIG.claims)),
        reproducing=made(paths.REPRODUCING, claim_set=list(CONFIG.claims)),
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
        # the pages of all sets one after the other: each is a chapter of its own
        "mkdir -p docs/figures > {log:q} 2>&1"
        " && cp {input.figures:q} docs/figures/ >> {log:q} 2>&1"
        " && cat {input.findings:q} | sed 's|[.][.]/[.][.]/figure/|figures/|g' > docs/findings.md"
        " && cat {input.reproducing:q} | sed 's|[.][.]/[.][.]/figure/|../{params.figures}/|g'"
        " > docs/reproducing.md"
