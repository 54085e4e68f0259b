"""`python -m samenspel` is the same as `samenspel`."""

import sys

from samenspel.project.cli import main

sys.exit(main())
