"""`python -m interview` is the same as `interview`."""

import sys

from interview.cli import main

sys.exit(main())
