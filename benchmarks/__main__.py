"""Run every benchmark: `python -m benchmarks`, or `make bench`. Each prints ratios of two things in one run."""

from benchmarks import claim_page, import_against_loaddata

if __name__ == "__main__":
    import_against_loaddata.main()
    claim_page.main()
