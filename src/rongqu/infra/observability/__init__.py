"""What operators see: logs, metrics, traces, and whether a process is alive and ready."""
