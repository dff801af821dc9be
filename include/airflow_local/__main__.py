"""python -m airflow_local up|down|run: what make calls; airflow WORDS: a command of Airflow for what `up` started."""

from __future__ import annotations

import signal
import sys

from airflow_local import demonstration, environment, services


def main(words: list[str]) -> int:
    """Exit code of one command; 2 for a wrong call."""
    match words:
        case ["up"]:
            with services.alone():
                state = services.up()
            print(f"== healthy: http://127.0.0.1:{state['port']} (login {environment.USER}); make down stops it")
        case ["down"]:
            print("== Airflow stopped" if services.down() else "== no Airflow of this folder runs")
        case ["run"]:
            with services.alone():
                return demonstration.run()
        case ["airflow", *command]:
            return services.airflow(command)
        case ["serve"]:
            services.serve()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that `run` stops the Airflow it started
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except (RuntimeError, OSError) as error:
        sys.exit(f"airflow_local: {error}")
