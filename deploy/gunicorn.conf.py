"""gunicorn for one server: `gunicorn -c deploy/gunicorn.conf.py wsgi:app`."""

import multiprocessing

bind = "unix:/run/hotline-portal/web.sock"
# The socket is for the service's user and the group nginx runs in: whoever can
# write to it can name any client address.
umask = 0o007
# Each worker keeps up to `threads` connections; PostgreSQL gives 100 as it comes.
workers = min(2 * multiprocessing.cpu_count() + 1, 16)
worker_class = "gthread"
threads = 4
# A worker takes in no more than it can soon answer; what waits, waits before all of
# them, and nobody behind a worker that happened to take in most.
worker_connections = 2 * threads
# The heartbeat file is touched all the time: keep it off the disk.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - gunicorn gives its file there a random name
# A slow client is nginx's to wait for, a slow answer is ours to give up on.
timeout = 30
graceful_timeout = 30
keepalive = 5
max_requests = 10_000
max_requests_jitter = 1_000
limit_request_line = 4_094
limit_request_fields = 64
# systemd steers the service; a second way in is not needed.
control_socket_disable = True
# nginx keeps the access log: it alone knows which addresses are secret.
accesslog = None
