"""Asks the page engine whether files follow PDF/UA-1 and PDF/A-3a.

Prints the same lines as VeraPdf.java.
"""

import sys

import page

STANDARDS = {
    "page ua1": page.ValidationProfile.PDF_UA_1,
    "page 3a": page.ValidationProfile.PDF_A_3A,
}

for file in sys.argv[1:]:
    for name, profile in STANDARDS.items():
        failures = page.validate_pdf(file, profile=profile).failures
        print("FAIL" if failures else "PASS", name, file, sep="\t")
        for failure in failures:
            print(f"  {failure.rule_id}\t{failure.message}")
