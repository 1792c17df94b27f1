"""The entry point: `python service.py COMMAND …`. Everything it does stands in review/."""

import sys

from review.bootstrap import main

if __name__ == "__main__":
    sys.exit(main())
