"""A job that needs more memory than a `sample` job gets at first, 2000 MB, and less than the second."""


rule sample:
    output:
        "enough.txt",
    shell:
        # written to, page by page: memory that is only reserved counts nowhere
        "python -c 'import time; held = bytearray(1) * 2_600_000_000; time.sleep(4)'"
        " && touch {output}"
