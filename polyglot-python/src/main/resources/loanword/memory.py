"""Memory that Python has dropped. Run inside each host that piles some up."""

from gc import collect  # called by Java
