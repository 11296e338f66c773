"""gunicorn for one server: `gunicorn -c deploy/gunicorn.conf.py wsgi:app`."""

import multiprocessing

bind = "unix:/run/hotline-portal/web.sock"
workers = 2 * multiprocessing.cpu_count() + 1
worker_class = "gthread"
threads = 4
# A slow client is nginx's to wait for, a slow answer is ours to give up on.
timeout = 30
graceful_timeout = 30
keepalive = 5
max_requests = 10_000
max_requests_jitter = 1_000
limit_request_line = 4_094
limit_request_fields = 64
accesslog = "-"
