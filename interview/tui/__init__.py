"""The Textual app. What has to be settled before Textual is loaded is settled here."""

import os
import sys

# What follows a question is drawn once it is ready: a sixtieth of a second is as long as it takes to make.
os.environ.setdefault("TEXTUAL_FPS", "240")
# Nothing here speaks to a network: what asyncio would load for that is a tenth of the memory.
if "ssl" not in sys.modules:
    sys.modules["ssl"] = None  # type: ignore[assignment]
