"""Inside a submitted job: its commands run in the Snakemake that came with it.

Otherwise the SLURM plugin starts Snakemake anew for each command, which takes longer than most of
them. A task of a job array (--slurm-array-jobs) learns its command that way, so it is left alone.
"""

if workflow.remote_exec and "SLURM_ARRAY_TASK_ID" not in os.environ:
    workflow.localrules(
        *(
            each.name
            for each in workflow.rules
            if Path(each.snakefile).is_relative_to(HERE)
        )
    )
