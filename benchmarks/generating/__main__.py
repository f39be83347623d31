"""Fill the database of the environment, which must be empty: `python -m benchmarks.generating --claims 10000`."""

import argparse

import django
from django.core.management import call_command


def main() -> None:
    """Migrate and fill; a line now and then says how far it is."""
    parser = argparse.ArgumentParser(description="Fill an empty database with made-up claims.")
    parser.add_argument("--claims", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=0, help="how many build documents meanwhile")
    options = parser.parse_args()
    django.setup()

    from .filling import fill
    from .world import World

    call_command("migrate", verbosity=0, skip_checks=True)
    world = World(options.claims, options.seed)
    fill(world, processes=options.processes, say=lambda line: print(f"  {line}", flush=True))


if __name__ == "__main__":
    main()
