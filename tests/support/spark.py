"""A Spark cluster of its own for the tests: a master and two workers on loopback, stopped with all they started."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pyspark
from pyspark import SparkContext
from pyspark.sql import SparkSession

#: For short lives: little compiling, little collecting.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_HOME = Path(pyspark.__file__).parent


@contextmanager
def cluster(folder: Path) -> Iterator[SparkSession]:
    """A session on a standalone cluster with two workers; logs and scratch files go into `folder`."""
    port = _free_port()
    master = f"spark://127.0.0.1:{port}"
    started = [_start(folder, "master", "--port", str(port))]
    try:
        _wait_for(port, started[0])
        started += [
            _start(
                folder, "worker", "--cores", "1", "--memory", "600m", "--work-dir", f"{folder}/{n}", master
            )
            for n in (1, 2)
        ]
        yield _session(master, folder)
    finally:
        _stop(started)


def _start(folder: Path, role: str, *arguments: str) -> "subprocess.Popen[bytes]":
    name = f"org.apache.spark.deploy.{role}.{role.capitalize()}"
    environment = os.environ | {
        "SPARK_HOME": str(_HOME),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": _JAVA,
    }
    command = [str(_HOME / "bin/spark-class"), name, "--host", "127.0.0.1", "--webui-port", "0", *arguments]
    with (folder / f"{role}.log").open("ab") as log:
        return subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )


def _session(master: str, folder: Path) -> SparkSession:
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    told = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "512m",
        "spark.driver.extraJavaOptions": _JAVA,
        "spark.executor.memory": "512m",
        "spark.executor.extraJavaOptions": _JAVA,
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.session.timeZone": "Asia/Shanghai",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.codegen.wholeStage": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master(master)
    for name, value in told.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _stop(started: "list[subprocess.Popen[bytes]]") -> None:
    children = [child for one in started for child in psutil.Process(one.pid).children(recursive=True)]
    if (active := SparkSession.getActiveSession()) is not None:
        active.stop()
    gateway, SparkContext._gateway, SparkContext._jvm = SparkContext._gateway, None, None
    if gateway is not None:
        gateway.shutdown()
        # The driver's Java ends when its input does.
        gateway.proc.stdin.close()
        gateway.proc.wait(30)
    for one in reversed(started):
        one.terminate()
    for one in started:
        one.wait(30)
    _, alive = psutil.wait_procs(children, timeout=30)
    assert not alive


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, "the master ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the master does not answer")
